"""What search asks: one Listing for each service, made from its entries by `actions.listing.relist` alone."""

from django.db import models

from community.directory.models.service import AgeSubject, Service


class Listing(models.Model):
    """A service as search sees it. Can be made anew from the entries at any time.

    `words`: stems with blanks between. `areas`, `languages`, `terms`: codes and folded names between bars, as
    `|helsinki|fi|`; no areas means everywhere. `below_age` excludes itself. `hours`: 168 signs, one for each hour of a
    week from Monday by the clock of `zone`, `1` where it may be open in ordinary weeks; empty when nobody told us.
    `fresh_until`: the last day on which it counts as checked. Its indexes stand in the migrations 0002 and 0006: each
    database has its own.
    """

    service = models.OneToOneField(Service, on_delete=models.CASCADE, related_name="listing")
    is_active = models.BooleanField()
    name = models.CharField()  # folded and cut, for the order among equals
    words = models.TextField(blank=True)
    areas = models.TextField(blank=True)
    languages = models.CharField(blank=True)
    terms = models.TextField(blank=True)
    is_free = models.BooleanField(null=True)
    referral_needed = models.BooleanField(null=True)
    is_online = models.BooleanField()
    is_accessible = models.BooleanField(null=True)
    age_subject = models.CharField(max_length=6, choices=AgeSubject, blank=True)
    minimum_age = models.FloatField(null=True)
    below_age = models.FloatField(null=True)
    from_pregnancy_week = models.PositiveSmallIntegerField(null=True)
    hours = models.CharField(max_length=168, blank=True)
    zone = models.CharField(max_length=40, blank=True)
    fresh_until = models.DateField(null=True)


class ListedCard(models.Model):
    """What its card in a list shows of a service: read and written by `directory.told` alone.

    `hours`: a line for each of its timetables. Both are JSON; neither is looked into by the database. Without a
    constraint on the key, so that a version that knows no cards may delete listings.
    """

    listing = models.OneToOneField(
        Listing, primary_key=True, on_delete=models.CASCADE, db_constraint=False, related_name="card"
    )
    facts = models.TextField()
    hours = models.TextField(blank=True)


class ListedPlace(models.Model):
    """One point where a service can be had. Without coordinates: by telephone, on the web, or nobody told us where."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(blank=True)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        indexes = [models.Index("latitude", "longitude", name="listed_place_point")]


class ListedWord(models.Model):
    """A word that some service is found by, so that misspelt ones can be read as the nearest known."""

    text = models.CharField(max_length=60, unique=True)
