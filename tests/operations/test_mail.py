"""Mail and webhooks, against real servers on loopback."""

import os
from email import message_from_bytes, policy

import pytest

from model.errors import DeliveryError, InputError, Undeliverable
from operations.mail import compose, deliver
from operations.smtp import WAITS_S, send
from operations.smtp_address import read_address
from operations.webhook import post


def letter(**changes):
    return compose(
        "Twogether <host@town.example>", "ada@town.example", "Zwei Abende ✨", "Grüße", **changes
    )


def test_a_message_arrives_as_it_was_written(mailbox):
    """Signs beyond ASCII, a part for HTML and further headers."""
    box, address = mailbox
    unsubscribe = {"List-Unsubscribe": "<https://town.example/stop>"}
    deliver(letter(html="<p>Grüße</p>", headers=unsubscribe), address, None)

    (message,) = box.messages
    assert "Zwei Abende ✨" == message["Subject"]
    assert "Grüße" == message.get_body(("plain",)).get_content().strip()
    assert "<p>Grüße</p>" == message.get_body(("html",)).get_content().strip()
    assert "<https://town.example/stop>" == message["List-Unsubscribe"]
    assert message["Message-ID"].endswith("@town.example>")


def test_without_a_server_a_message_is_a_file(tmp_path):
    """That a mail program opens."""
    said = deliver(letter(), "", tmp_path / "outbox")

    (file,) = (tmp_path / "outbox").iterdir()
    assert str(file) in said
    kept = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert "Grüße" == kept.get_content().strip()


def test_a_temporary_failure_is_tried_again(mailbox):
    """With longer and longer waits, until it is taken or the tries are used up."""
    box, address = mailbox
    waits = []
    box.replies = ["451 greylisted", "421 busy"]
    send(letter(), read_address(address), waits.append)
    assert [*WAITS_S[:2]] == waits
    assert 1 == len(box.messages)

    box.replies = ["451 greylisted"] * 9
    with pytest.raises(
        DeliveryError, match="failed 4 times: 451 greylisted; try again later"
    ) as error:
        send(letter(), read_address(address), waits.append)
    assert not isinstance(error.value, Undeliverable)


def test_what_was_taken_is_not_sent_twice(mailbox):
    """Even when the server is rude at the end."""
    box, address = mailbox
    box.farewell = "421 go away"
    send(letter(), read_address(address), None)

    assert 1 == len(box.messages)


def test_a_permanent_failure_is_not(mailbox):
    """The server's own words are told."""
    box, address = mailbox
    box.replies = ["550 5.1.1 no such mailbox"]

    with pytest.raises(Undeliverable, match=r"ada@town.example .* refused: 550 5.1.1 no such"):
        send(letter(), read_address(address), None)
    assert 1 == box.tries


def test_nobody_there(unused_port):
    """A refused connection may be over later."""
    with pytest.raises(DeliveryError, match="ConnectionRefusedError"):
        send(letter(), read_address(f"smtp://127.0.0.1:{unused_port}"), lambda wait: None)


def test_signing_in_over_a_verified_connection(closed_server, certificate, monkeypatch):
    """The password is said to nobody whose certificate is not good, and stands in no error."""
    box, place = closed_server
    right = f"starttls://me%40town.example:s3%20cret%2F@{place}"
    with pytest.raises(Undeliverable, match="certificate"):
        deliver(letter(), right, None)
    monkeypatch.setenv("SSL_CERT_FILE", os.fspath(certificate))
    deliver(letter(), right, None)
    assert 1 == len(box.messages)

    with pytest.raises(Undeliverable, match="535") as error:
        deliver(letter(), right.replace("s3", "wr0ng"), None)
    assert "wr0ng" not in str(error.value)
    with pytest.raises(Undeliverable, match="530"):
        deliver(letter(), f"starttls://{place}", None)


@pytest.mark.parametrize(
    "url", ["mail.example", "http://me:s3cret@mail.example", "smtp://me:s3cret@h:x"]
)
def test_a_wrong_address_of_a_server(url):
    """Is said without the password in it."""
    with pytest.raises(InputError, match="TWOGETHER_SMTP_URL") as error:
        read_address(url)
    assert "s3cret" not in str(error.value)
    assert "s3cret" not in repr(read_address("smtps://me:s3cret@mail.example"))


@pytest.mark.parametrize(
    "to", ["", "nobody", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"]
)
def test_a_wrong_receiver(to):
    """Nothing is smuggled into the headers."""
    with pytest.raises(InputError, match="cannot be built"):
        compose("host@town.example", to, "Hello", "Hello")


def test_a_webhook_is_told(hook):
    """A busy one is asked again."""
    hook.answers = [503, 429]
    post(hook.url, "Two sources broke.", pause_s=0)

    assert [{"text": "Two sources broke."}] * 3 == hook.posted


def test_a_webhook_that_fails(hook, unused_port):
    """The address is a secret: an error names its host alone."""
    hook.answers = [404]
    for url, kind in (
        (hook.url, Undeliverable),
        (f"http://127.0.0.1:{unused_port}/T0KEN", DeliveryError),
    ):
        with pytest.raises(kind) as error:
            post(url, "Hello", pause_s=0)
        assert "T0KEN" not in str(error.value)
        assert "127.0.0.1" in str(error.value)
    with pytest.raises(InputError, match="not https"):
        post("http://chat.example/T0KEN", "Hello")
