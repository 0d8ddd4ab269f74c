"""Which addresses a crawl refuses, and by which rule."""

import json
import os
import subprocess
import sys

import pytest

from crawlers.guard import Refused, check_url

REFUSED = {
    "file:///etc/passwd": "scheme",
    "ftp://files.example/a.ics": "scheme",
    "data:text/calendar,BEGIN:VCALENDAR": "scheme",
    "s3://bucket/a.ics": "scheme",
    "gopher://hall.example/": "scheme",
    "javascript:alert(1)": "scheme",
    "//hall.example/": "scheme",
    "http://": "syntax",
    "http://[oops/": "syntax",
    "http://hall.example:port/": "syntax",
    "https://user:secret@hall.example/": "credentials",
    "https://hall.example@127.0.0.1/": "credentials",
    "http://hall.example:22/": "port",
    "http://hall.example:25/": "port",
    "https://hall.example/" + "a" * 3000: "length",
    "http://localhost/": "host",
    "http://printer/": "host",
    "http://db.internal/": "host",
    "http://metadata.google.internal/computeMetadata/v1/": "host",
    "http://nas.local./": "host",
    "http://127.0.0.1/": "address",
    "http://127.1/": "address",
    "http://2130706433/": "address",
    "http://0x7f000001/": "address",
    "http://0177.0.0.1/": "address",
    "http://１２７.0.0.1/": "address",
    "http://0.0.0.0/": "address",
    "http://10.1.2.3/": "address",
    "http://172.16.0.1/": "address",
    "http://192.168.1.1/": "address",
    "http://100.64.0.1/": "address",
    "http://169.254.169.254/latest/meta-data/": "address",
    "http://168.63.129.16/": "address",
    "http://192.0.2.7/": "address",
    "http://224.0.0.251/": "address",
    "http://255.255.255.255/": "address",
    "http://[::1]/": "address",
    "http://[::]/": "address",
    "http://[fe80::1%25eth0]/": "address",
    "http://[fd00:ec2::254]/": "address",
    "http://[::ffff:127.0.0.1]/": "address",
    "http://[::ffff:a9fe:a9fe]/": "address",
    "http://[64:ff9b::7f00:1]/": "address",
    "http://[2002:7f00:1::]/": "address",
    "http://[ff02::1]/": "address",
}
ALLOWED = [
    "https://hall.example/calendar.ics",
    "http://hall.example:8080/",
    "http://93.184.216.34/",
    "https://[2606:2800:220:1::1]/",
]
SOURCE = """
[[source]]
id = "hall"
name = "Hall"
url = "http://{host}:{port}/a.ics"
timezone = "UTC"
"""
REBINDING = """
import socket, sys
answers = {answers}
socket.gethostbyname = lambda name: answers.pop(0) if len(answers) > 1 else answers[0]
from pipeline.cli import main
sys.argv = ["twogether", *{arguments}]
main()
"""


@pytest.mark.parametrize(("url", "rule"), REFUSED.items())
def test_an_address_that_is_not_public_is_refused_by_its_rule(url, rule):
    """The refusal names the rule."""
    with pytest.raises(Refused, match=f"rule '{rule}'") as refusal:
        check_url(url)

    assert rule == refusal.value.rule


@pytest.mark.parametrize("url", ALLOWED)
def test_a_public_address_is_allowed(url):
    """Whatever looks like the web is."""
    check_url(url)


def test_the_switch_opens_this_machine_and_nothing_else():
    """Tests may ask their own servers; a private network stays closed."""
    check_url("http://127.0.0.1:8123/", loopback=True)
    check_url("http://localhost:8123/", loopback=True)

    with pytest.raises(Refused):
        check_url("http://10.0.0.1/", loopback=True)


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], ["169.254.169.254"], ["10.0.0.1"]],
    ids=["loopback", "metadata", "private"],
)
def test_a_name_that_leads_inside_is_refused_when_it_is_resolved(tmp_path, answers):
    """Whatever a name's owner answers at that moment is what is checked and connected to."""
    sources = tmp_path / "sources.toml"
    sources.write_text(SOURCE.format(host="rebind.example", port=8123))
    arguments = ["crawl", "--home", str(tmp_path), "--sources", str(sources), "--json"]
    done = subprocess.run(
        [sys.executable, "-c", REBINDING.format(answers=answers, arguments=arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "TWOGETHER_CONTACT": "tests@hall.example", "TWOGETHER_LOOPBACK": ""},
    )
    (report,) = json.loads(done.stdout)["sources"]

    assert "guard" == report["outcome"], done.stderr
    assert "rule 'address'" in report["held_back"][0]
