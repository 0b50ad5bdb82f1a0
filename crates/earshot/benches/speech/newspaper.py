"""A newspaper on loopback, with a feed and articles of as many sentences as are wanted."""

import html
import http.server
from datetime import datetime, timezone

from loopback import Server

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{time}"><meta name="author" content="Ann Writer">
</head><body><header><a href="/">The Bench Post</a></header><main><article><h1>{title}</h1>
<p class="byline">By Ann Writer</p><time datetime="{time}">{time}</time>{body}</article></main>
</body></html>"""

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>The Bench Post</title><link>{base}/</link><description>News</description>{items}
</channel></rss>"""


class Newspaper:
    """Articles: (title, paragraphs), each paragraph a list of sentences; a heading is a string."""

    def __init__(self, articles):
        self.articles = articles
        self.time = datetime.now(timezone.utc).replace(microsecond=0).isoformat()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                owner.answer(self)

            def log_message(self, *_):
                pass

        self.server = Server(Handler)
        self.base = self.server.base

    def answer(self, request):
        kind, body = self.page(request.path)
        request.send_response(200 if body else 404)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def page(self, path):
        if path == "/feed.xml":
            return "application/rss+xml", self.feed().encode()
        if path == "/":
            links = "".join(f'<h2><a href="{self.path(i)}">{html.escape(a[0])}</a></h2>' for i, a in enumerate(self.articles))
            return "text/html; charset=utf-8", f"<title>The Bench Post</title><main>{links}</main>".encode()
        for number, article in enumerate(self.articles):
            if path == self.path(number):
                return "text/html; charset=utf-8", self.article(*article).encode()
        return "text/plain", b""

    @staticmethod
    def path(number):
        return f"/2026/news/story-of-the-day-number-{number}.html"

    def article(self, title, paragraphs):
        def block(paragraph):
            if isinstance(paragraph, str):
                return f"<h2>{html.escape(paragraph)}</h2>"
            return f"<p>{html.escape(' '.join(paragraph))}</p>"

        body = "\n".join(block(paragraph) for paragraph in paragraphs)
        return PAGE.format(title=html.escape(title), time=self.time, body=body)

    def feed(self):
        items = "".join(
            f"<item><title>{html.escape(title)}</title><link>{self.base}{self.path(number)}</link></item>"
            for number, (title, _) in enumerate(self.articles)
        )
        return FEED.format(base=self.base, items=items)


def paragraphs(sentences, length=4):
    return [sentences[start : start + length] for start in range(0, len(sentences), length)]
