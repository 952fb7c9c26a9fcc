"""The door for XML: encodings as declared, document types refused, and what is broken mended or shown."""

from __future__ import annotations

import time

import pytest

from octavo.feeds.detect import read
from octavo.feeds.xml_tree import NotXml, read_xml, xml_root
from octavo.records import Batch


def rss(body: str = "", *, top: str = '<?xml version="1.0"?>', root: str = '<rss version="2.0">') -> str:
    return f"{top}{root}<channel><title>Harbour News</title>{body}</channel></rss>"


def item(title: str, more: str = "") -> str:
    return f"<item><title>{title}</title><link>https://example.org/1</link>{more}</item>"


def titles(batch: Batch) -> list[str]:
    return [entry.title for entry in batch.entries]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Zoë’s Läntern, café, 灯り"),
        ("utf-16", "Zoë’s Läntern, café, 灯り"),
        ("ISO-8859-1", "Zoë Läntern, café"),
        ("windows-1252", "Zoë’s Läntern, café"),
        ("iso-8859-2", "Paweł Żak"),
        ("ISO-8859-15", "Läntern für 3 €"),
        ("windows-1251", "Фонарь у моря"),
        ("koi8-r", "Фонарь у моря"),
        ("shift_jis", "港の灯り"),
        ("EUC-JP", "港の灯り"),
        ("iso-2022-jp", "港の灯り"),
        ("gb2312", "港口的灯"),
        ("big5", "港口的燈"),
        ("euc-kr", "항구의 등불"),
    ],
)
def test_a_feed_is_read_in_the_encoding_it_declares(encoding: str, text: str) -> None:
    feed = rss(item(text), top=f"<?xml version='1.0' encoding='{encoding}'?>")
    assert titles(read(feed.encode(encoding))) == [text]


def test_a_feed_saved_again_as_utf_8_under_its_old_declaration_is_read_as_utf_8() -> None:
    feed = rss(item("Zoë Läntern"), top='<?xml version="1.0" encoding="iso-8859-1"?>')
    assert titles(read(feed.encode())) == ["Zoë Läntern"]


def test_a_page_is_read_in_the_encoding_its_head_names() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Mar 11</p><h2>Фонарь у моря: как считать</h2><p>'
    page += "Мы считаем письма у моря и спрашиваем, сколько их. " * 12 + "</p></body></html>"
    assert titles(read(page.encode("windows-1251"))) == ["Фонарь у моря: как считать"]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">',
        '<!DOCTYPE rss SYSTEM "http://example.org/rss.dtd">',
        "<!DOCTYPE rss>",
        '<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN"\n'
        '"http://example.org/xhtml-lat1.ent">\n%HTMLlat1;]>',
    ],
)
def test_the_document_types_of_old_feeds_are_harmless(doctype: str) -> None:
    feed = rss(item("A Caf&eacute; &amp; a Chair"), top=f'<?xml version="1.0"?>\n{doctype}\n')
    assert titles(read(feed.encode())) == ["A Café & a Chair"]


BOMB = "".join(f'<!ENTITY e{place} "{f"&e{place - 1};" * 10}">' for place in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY e0 "ha">{BOMB}]>',
        '<!DOCTYPE rss [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://example.org/x.dtd">%x;]>',
        f'<!DOCTYPE rss>\n<!DOCTYPE rss [<!ENTITY e9 "{"a" * 100}">]>',
        f'{"<!-- more -->" * 99}<!DOCTYPE rss [<!ENTITY e9 "{"a" * 100}">]>',
        f'<!-- first --><!DOCTYPE rss [<!ENTITY e9 "{"a" * 100}">]>',
    ],
)
def test_a_document_type_that_defines_anything_is_refused(doctype: str) -> None:
    batch = read(rss(item("&e9;"), top=doctype).encode())
    assert batch.entries == ()
    assert batch.message.startswith("This XML brings its own document type")


def test_a_document_type_behind_very_many_comments_is_not_read_either() -> None:
    feed = rss(item("&e9;"), top="<!-- more -->" * 150 + '<!DOCTYPE rss [<!ENTITY e9 "aaaa">]>')
    assert read(feed.encode()).entries == ()


@pytest.mark.parametrize(
    ("feed", "title"),
    [
        (rss(item("A Caf&eacute;&nbsp;&mdash; Open")), "A Café — Open"),
        (rss(item("Letters & Chairs &unknown; Fog")), "Letters & Chairs &unknown; Fog"),
        (rss(item("Fog\x0b\x01 Horn")), "Fog Horn"),
        (rss(item("Fog &#0;&#x110000;&#xD800; Horn")), "Fog \ufffd\ufffd\ufffd Horn"),
        (rss(item("Fog Horn", "<dc:creator>Ada Example</dc:creator><x:y z:w='1'/>")), "Fog Horn"),
        ("\n\n  \ufeff" + rss(item("Fog Horn")), "Fog Horn"),
        (rss(item("<![CDATA[Letters & Chairs]]>", "<description>&nbsp;</description>")), "Letters & Chairs"),
    ],
)
def test_what_feeds_often_get_wrong_is_mended(feed: str, title: str) -> None:
    assert titles(read(feed.encode())) == [title]


def test_a_prefix_that_is_not_declared_keeps_its_meaning() -> None:
    (entry,) = read(rss(item("Fog Horn", "<dc:creator>Ada Example</dc:creator>")).encode()).entries
    assert entry.authors[0].name == "Ada Example"


def test_of_a_feed_that_breaks_off_the_whole_items_are_kept_and_the_last_is_shown() -> None:
    feed = rss("\n" + item("One") + "\n" + item("Two") + "\n" + item("Three"))
    batch = read(feed[: feed.index("Three") + 3].encode())
    assert titles(batch) == ["One", "Two"]
    assert batch.source == "Harbour News"
    assert [(line.number, line.text) for line in batch.not_placed] == [(4, "<item><title>Thr")]


def test_a_broken_item_does_not_take_the_others_with_it() -> None:
    feed = rss(item("One") + "<item><title>Two</titel></item>" + item("Three", "<dc:creator>Ada Example</dc:creator>"))
    batch = read(feed.encode())
    assert titles(batch) == ["One", "Three"]
    assert [line.text[:12] for line in batch.not_placed] == ["<item><title"]
    assert batch.entries[1].authors[0].name == "Ada Example"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<rss>", "rss"),
        ("<?xml version='1.0'?><!-- x --><?style x?>\n<rdf:RDF a='b'>", "rdf:rdf"),
        ("<?xml version='1.0'?><!DOCTYPE opml><opml/>", "opml"),
        ("<?xml version='1.0'?><html>", "html"),
        ("<!doctype html><html>", ""),
        ("<html>", ""),
        ("<p>rss</p>", ""),
        ("Here is <rss>", ""),
        ("<!-- never closed", ""),
        ("", ""),
    ],
)
def test_the_outermost_element_tells_what_a_text_is(text: str, name: str) -> None:
    assert xml_root(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "<rss>" * 300_000,
        "<rss " + " ".join(f"a{place}='x'" for place in range(50_000)) + "/>",
        "<rss>" + "<item>" * 200_000,
        "<rss><channel>" + "<item><title>x" * 100_000,
        "<rss>" + "<![CDATA[" * 200_000,
        "<rss>" + "&nbsp" * 300_000,
        "<rss>" + "<a:b " * 200_000,
        "<rss xmlns:" * 100_000,
        "<?xml version='1.0'?>" + "<!-- -->" * 200_000 + "<rss",
        "<rss>" + "<!--" * 300_000,
        "<!DOCTYPE rss " + "[" * 500_000,
        "<!DOCTYPE rss PUBLIC " + "'' " * 300_000,
        "<rss><item><description>" + "&lt;script&gt;" * 200_000 + "</description></item></rss>",
        "<rss><item><title>" + "&lt;i " * 200_000 + "</title></item></rss>",
        "<rss><item><description>" + "Authors:\n" * 200_000 + "</description></item></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>t</title><content type='xhtml'>"
        + "<div xmlns='http://www.w3.org/1999/xhtml'>" * 50_000 + "x" + "</div>" * 50_000 + "</content></entry></feed>",
    ],
    ids=lambda text: text[:24] + text[24:60].strip(),
)  # fmt: skip
def test_large_and_hostile_feeds_are_answered_within_seconds(text: str) -> None:
    start = time.process_time()
    batch = read(text.encode())
    assert time.process_time() - start < 5
    assert batch.entries or batch.message


def test_what_is_no_xml_at_all_is_refused_with_a_sentence() -> None:
    with pytest.raises(NotXml, match="damaged beyond reading"):
        read_xml("no xml")
