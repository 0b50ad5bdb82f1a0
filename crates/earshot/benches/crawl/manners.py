"""What a crawl must never do, by the server's log."""

from figures import Figure


def manners(judged, whose=""):
    total = judged.total
    yield Figure(f"{whose}gaps under the floor", total["tight"], "=", 0)
    yield Figure(f"{whose}denied addresses fetched", total["denied"], "=", 0)
    yield Figure(f"{whose}requests inside a Retry-After", total["ra"], "=", 0)
    yield Figure(f"{whose}hosts asked for anything before robots.txt", judged.without_robots_first, "=", 0)
