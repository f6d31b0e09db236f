"""What the application server loads."""

from maillage.config.door import Door
from maillage.config.wsgi import application as pages

application = Door(pages)
