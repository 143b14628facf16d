"""An answer counts as a page only when it is whole, well and the right one."""

import pytest

from bench.pages import FIRST, LAST, whole, wrong_with

BODY = b"<p>" + FIRST + b"</p><p>" + LAST + b"</p>"
OK = b"HTTP/1.1 200 OK\r\ncontent-type: text/html"


def test_an_answer_of_told_length_is_whole_at_its_last_byte():
    answer = OK + b"\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY

    assert [whole(answer[:cut]) for cut in range(len(answer))] == [None] * len(answer)
    assert whole(answer)[1] == BODY


def test_an_answer_in_chunks_is_whole_at_the_empty_one():
    answer = OK + b"\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(BODY) + BODY + b"\r\n"

    assert whole(answer) is None
    assert whole(answer + b"0\r\n\r\n") is not None


@pytest.mark.parametrize(
    ("head", "body", "trouble"),
    [
        (OK, BODY, ""),
        (b"HTTP/1.1 302 Found", b"", "HTTP/1.1 302 Found"),
        (b"HTTP/1.1 500 Internal Server Error", BODY, "HTTP/1.1 500 Internal Server Error"),
        (OK, BODY.replace(LAST, b""), "a page without the words said in the room"),
        (OK, b"Sign in", "a page without the words said in the room"),
    ],
)
def test_only_the_page_that_was_asked_for_is_good(head, body, trouble):
    assert wrong_with(head, body) == trouble
