"""ChurchTools' appointments (`/api/calendars/{id}/appointments`)."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.adapters._json import Shape, at, parse_json
from crawlers.source import Link, Page, Source
from model.event import Listing, SetAside

SHAPE = Shape(
    items="data",
    uid=lambda item: "{}-{}".format(
        at(item, "appointment.base.id|base.id"),
        at(item, "appointment.calculated.startDate|calculated.startDate"),
    ),
    name="appointment.base.title|base.title|base.caption|appointment.base.caption",
    start="appointment.calculated.startDate|calculated.startDate|base.startDate",
    end="appointment.calculated.endDate|calculated.endDate|base.endDate",
    all_day="appointment.base.allDay|base.allDay",
    description="appointment.base.description|base.description|base.information|base.note",
    url="appointment.base.link|base.link",
    image="appointment.base.image.fileUrl|base.image.fileUrl",
    organizer="appointment.base.calendar.name|base.calendar.name",
    keywords="appointment.tags.name|tags.name",
    place={
        "name": "appointment.base.address.meetingAt|base.address.meetingAt",
        "address": "appointment.base.address.street|base.address.street",
        "locality": "appointment.base.address.city|base.address.city",
        "postal_code": "appointment.base.address.zip|base.address.zip",
        "country": "appointment.base.address.country|base.address.country",
        "latitude": "appointment.base.address.latitude|base.address.latitude",
        "longitude": "appointment.base.address.longitude|base.address.longitude",
    },
    hidden=lambda item: at(item, "appointment.base.isInternal|base.isInternal") is True,
    status=lambda item: (
        "cancelled" if at(item, "appointment.base.isCanceled|base.isCanceled") else ""
    ),
)


def parse(body: bytes, source: Source, page: Page) -> Iterator[Listing | Link | SetAside]:
    """One listing per event.

    Raises:
        ParseError: if the body is no such answer.
    """
    return parse_json(SHAPE, body, source, page)
