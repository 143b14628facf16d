"""What is new is asked of whoever the setting names, and stands newest first."""

from datetime import timedelta

from django.utils import timezone

from community.news import News, news_of

NOW = timezone.now()


def early(person):
    return [News("Early", "/early/", NOW - timedelta(hours=1))]


def late(person):
    return [News(f"Late, {person}", "/late/", NOW)]


def test_the_newest_comes_first(settings):
    settings.NEWS = ["tests.community.test_news.early", "tests.community.test_news.late"]

    assert [news.sentence for news in news_of("Kuura")] == ["Late, Kuura", "Early"]


def test_nobody_asked_is_nothing_new(settings):
    settings.NEWS = []

    assert news_of("Kuura") == []
