"""The HTTP API: what a request may ask, what it is answered, and the pages that explain both."""

from api.application import Application
from api.registration import register
from api.services import Services, services

__all__ = ["Application", "Services", "register", "services"]
