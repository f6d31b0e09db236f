"""The pages of these tests are watched: what goes wrong on them fails the test, even when nothing looks wrong."""

import pytest
from playwright.sync_api import Browser

from tests.support.browser import strict_page


def test_a_script_error_is_noticed(browser: Browser, server: str) -> None:
    with pytest.raises(AssertionError, match="script: on purpose"), strict_page(browser, server) as page:
        page.goto("/a-propos/")
        page.evaluate("setTimeout(() => { throw 'on purpose' })")
        page.wait_for_timeout(100)


def test_an_inline_script_is_refused_and_noticed(browser: Browser, server: str) -> None:
    with pytest.raises(AssertionError, match="Content Security Policy"), strict_page(browser, server) as page:
        page.goto("/a-propos/")
        page.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: '1'}))")
        page.wait_for_timeout(100)


def test_a_missing_file_is_noticed(browser: Browser, server: str) -> None:
    with pytest.raises(AssertionError, match=r"404: .*/nothing\.png"), strict_page(browser, server) as page:
        page.goto("/a-propos/")
        page.evaluate("new Image().src = '/static/nothing.png'")
        page.wait_for_timeout(300)
