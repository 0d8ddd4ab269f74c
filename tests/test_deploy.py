"""The container files are sound: no engine runs here, but what can judge them without one does."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "pipeline" / "config.py"
pytestmark = pytest.mark.checkout


def read(name):
    return (ROOT / name).read_text("utf-8")


def hadolint(dockerfile):
    """What the linter says of the text of a Dockerfile; "" for nothing."""
    beside = Path(sys.executable).parent / "hadolint"
    program = str(beside) if beside.exists() else shutil.which("hadolint")
    if program is None:
        pytest.skip("no hadolint on this machine")
    done = subprocess.run(
        [program, "-"], input=dockerfile, capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout + done.stderr


def compose(text):
    """Its services, once the whole is valid by the Compose specification."""
    spec = pytest.importorskip("compose_spec.compose_spec")
    options = spec.PyOptions()
    options.apply_merge = True
    document = options.from_yaml(text)
    document.validate()
    return document.to_dict()["services"]


def test_the_dockerfile_has_no_lint():
    """And the linter would find some."""
    assert "" == hadolint(read("Dockerfile"))
    assert "DL3006" in hadolint("FROM python\nRUN pip install scrapy\n")


def test_the_image_holds_every_package_and_no_root():
    """What the wheel is made of is copied, and let through .dockerignore."""
    dockerfile, ignored = read("Dockerfile"), read(".dockerignore").splitlines()
    wheel = tomllib.loads(read("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]

    for package in wheel["packages"]:
        assert f"COPY {package} {package}\n" in dockerfile
        assert f"!{package}" in ignored
    assert "USER 10001" in dockerfile.rsplit("FROM", 1)[1]


def test_the_compose_file_is_valid_and_gives_nobody_more_than_needed():
    """A slip in it would be found; each service is shut in and watched."""
    services = compose(read("compose.yaml"))

    assert {"web", "crawl", "proxy"} == set(services)
    with pytest.raises(ValueError, match="read_onyl"):
        compose(read("compose.yaml").replace("read_only", "read_onyl"))
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert ["ALL"] == service["cap_drop"], name
        assert ["no-new-privileges:true"] == service["security_opt"], name
        assert "healthcheck" in service or "HEALTHCHECK" in read("Dockerfile"), name
        assert "privileged" not in service
    assert ["proxy"] == [name for name, service in services.items() if "ports" in service]


def test_every_setting_of_the_compose_file_is_one():
    """No setting that the program does not read, but for those of the proxy."""
    known = set(re.findall(r"\"(TWOGETHER_\w+)\"", CONFIG.read_text("utf-8")))
    services = compose(read("compose.yaml"))
    named = {name for key in ("web", "crawl") for name in services[key]["environment"]}

    assert named
    assert named <= known


@pytest.mark.skipif(shutil.which("caddy") is None, reason="no caddy on this machine")
@pytest.mark.parametrize("domain", ["localhost", "town.example.org, www.town.example.org"])
def test_the_proxys_file_is_valid(domain, tmp_path):
    """For one name or several."""
    done = subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", str(ROOT / "Caddyfile")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "TWOGETHER_DOMAIN": domain, "HOME": str(tmp_path)},
    )

    assert "Valid configuration" in done.stdout + done.stderr, done.stderr
