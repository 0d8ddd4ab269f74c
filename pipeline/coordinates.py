"""Which stated coordinates can be believed."""

from __future__ import annotations

from model.event import Place
from model.geo import haversine_km
from pipeline.places import Gazetteer

DEFAULT_PINS = (
    (40.7207559, -74.0007613),
    (37.09024, -95.712891),
    (39.8283, -98.5795),
    (37.751, -97.822),
    (37.4220, -122.0841),
    (51.5074, -0.1278),
    (43.6532, -79.3832),
    (40.7128, -74.0060),
    (34.0522, -118.2437),
    (41.8781, -87.6298),
)
"""Where platforms and geocoders put what they do not know: their own default, the middle of a
country, the centre of a large city."""
SAME_PIN_KM = 0.02
NEAR_HOME_KM = 150.0
BEYOND_TOWN_KM = 15.0


def trusted(place: Place, home: Place | None, gazetteer: Gazetteer) -> bool:
    """Whether *place*'s own coordinates are where it says it is.

    Default pins are refused, and what lies far from the place's ZIP code or town; where neither
    is stated, what lies far from *home*.  Swapped coordinates lie far from both.
    """
    if place.latitude is None or place.longitude is None:
        return False
    spot = (place.latitude, place.longitude)
    if any(haversine_km(*spot, *pin) < SAME_PIN_KM for pin in DEFAULT_PINS):
        return False
    said = gazetteer.by_address(place)
    if said is not None and said.latitude is not None and said.longitude is not None:
        away = haversine_km(*spot, said.latitude, said.longitude)
        return away <= (said.precision_km or 0.0) + BEYOND_TOWN_KM
    if home is not None and home.latitude is not None and home.longitude is not None:
        return haversine_km(*spot, home.latitude, home.longitude) <= NEAR_HOME_KM
    return True
