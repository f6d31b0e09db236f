// What axe does not see, on the page as it stands: a list of [criterion, element], empty when all is right.
(() => {
  const faults = [];
  const say = (criterion, element, more = "") =>
    faults.push(`${criterion} ${more} ${(element.outerHTML ?? String(element)).replace(/\s+/g, " ").slice(0, 160)}`);
  const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 0;
  const words = (text) => (text ?? "").replace(/\s+/g, " ").trim().toLowerCase();
  const named = (element) =>
    element.getAttribute("aria-label") ||
    (element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();

  // --- colours: of a field's edge against what is around it
  const channels = (text) => {
    const numbers = (text.match(/[\d.]+/g) ?? ["0", "0", "0", "0"]).map(Number);
    const [red, green, blue] = numbers.slice(0, 3).map((one) => (text.startsWith("color(") ? one * 255 : one));
    return [red, green, blue, numbers[3] ?? 1];
  };
  const over = (front, back) => [0, 1, 2].map((i) => front[i] * front[3] + back[i] * (1 - front[3]));
  const ground = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((back, front) => over(front, back), [255, 255, 255]);
  };
  const light = (colour) => {
    const [red, green, blue] = colour.map((one) => (one / 255 <= 0.03928 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  for (const svg of document.querySelectorAll("svg")) {
    if (!svg.closest("[aria-hidden=true]") && !named(svg) && !svg.closest("figure[aria-label], figure[aria-labelledby]") && !svg.parentElement.closest("svg")) say("1.1", svg);
  }
  for (const figure of document.querySelectorAll("figure")) {
    if (figure.querySelector("figcaption") && (figure.getAttribute("role") !== "figure" || !named(figure))) say("1.9", figure);
  }
  const typed = "input:not([type=hidden], [type=checkbox], [type=radio], [type=range], [type=file], [type=submit]), select, textarea";
  for (const field of document.querySelectorAll(typed)) {
    if (!seen(field)) continue;
    const style = getComputedStyle(field);
    const around = ground(field.parentElement);
    const edge = parseFloat(style.borderTopWidth) > 0 ? over(channels(style.borderTopColor), around) : ground(field);
    if (ratio(edge, around) < 3) say("3.3", field, ratio(edge, around).toFixed(2));
    const hint = getComputedStyle(field, "::placeholder");
    const inside = ground(field);
    const colour = channels(hint.color);
    if (field.placeholder?.trim() && ratio(over([...colour.slice(0, 3), colour[3] * Number(hint.opacity)], inside), inside) < 4.5) say("3.2", field);
  }
  for (const table of document.querySelectorAll("table")) {
    if (!words(table.caption?.textContent) && !named(table)) say("5.4", table);
    for (const head of table.querySelectorAll("th")) if (!["col", "row"].includes(head.scope)) say("5.6", head);
  }
  for (const link of document.querySelectorAll("a[href], button")) {
    const text = words(link.innerText);
    for (const name of [link.title, link.getAttribute("aria-label")]) {
      if (name && text && !words(name).includes(text)) say(link.tagName === "A" ? "6.1" : "11.9", link, name);
    }
    if (link.target === "_blank") say("13.2", link);
  }
  const goals = new Map();
  for (const link of document.querySelectorAll("main a[href]")) {
    if (!seen(link) || link.closest("svg, nav")) continue; // a menu gives its name to its links
    const name = words(named(link) || link.textContent);
    const goal = link.href.split("#")[0] === location.href.split("#")[0] ? link.href : link.href.split("#")[0];
    if (goals.has(name) && goals.get(name) !== goal) say("6.1", link, "deux destinations");
    goals.set(name, goal);
  }
  if (document.doctype?.name !== "html") say("8.1", document.documentElement);
  for (const one of document.querySelectorAll("main [style]")) if (!one.closest(".maplibregl-map, [data-studio-map]")) say("10.1", one);
  for (const group of document.querySelectorAll("fieldset")) if (!words(group.querySelector("legend")?.textContent)) say("11.6", group);
  const purposes = "input[type=email], input[type=password], input[name=login]";
  for (const field of document.querySelectorAll(purposes)) if (!field.autocomplete) say("11.13", field);
  if (!document.querySelector("header nav a") || !document.querySelector("footer a[href='/plan-du-site/']")) say("12.1", document.body);
  // targets: beyond the reference, as the house asks
  for (const target of document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")) {
    if (!seen(target) || target.closest("svg, .visually-hidden, .maplibregl-map") || target.matches(".visually-hidden, [data-visually-hidden]")) continue;
    const box = target.getBoundingClientRect();
    const inText = getComputedStyle(target).display === "inline" && words(target.parentElement.textContent) !== words(target.textContent);
    if (box.width > 1 && (box.height < 23.5 || (box.width < 23.5 && !inText))) say("cible", target, `${Math.round(box.width)}x${Math.round(box.height)}`);
  }
  return faults;
})()
