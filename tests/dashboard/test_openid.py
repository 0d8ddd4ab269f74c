"""A host signs in with a provider's word, in a real browser, against a provider on loopback."""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

jwt = pytest.importorskip("joserfc.jwt")
pytest.importorskip("authlib")
from joserfc.jwk import RSAKey  # noqa: E402


class Provider(ThreadingHTTPServer):
    """OpenID Connect's code flow (Core 1.0, 3.1) for whoever `email` names."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Reply)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.email = ""
        self.nonce = ""

    def document(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def token(self):
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "twogether",
            "sub": self.email,
            "email": self.email,
            "nonce": self.nonce,
            "iat": now,
            "exp": now + 300,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": signed}


class Reply(BaseHTTPRequestHandler):
    def do_GET(self):
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/authorize":
            self.server.nonce = asked["nonce"]
            back = urlencode({"code": "c", "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif address.path == "/keys":
            self.say({"keys": [self.server.key.as_dict(private=False)]})
        else:
            self.say(self.server.document())

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        _, given = self.headers["Authorization"].split()
        assert b"twogether:told nobody" == base64.b64decode(given).replace(b"%20", b" ")
        self.say(self.server.token())

    def say(self, document):
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def provider():
    with Provider() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_only_the_named_hosts_come_in(provider, serve_with, port, browser, tmp_path):
    """Another account is told so and can leave; the host's opens the pages; nobody else's does."""
    address = f"http://127.0.0.1:{port}"
    (tmp_path / "sign-in.toml").write_text(
        f"""
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{"s" * 40}"
client_id = "twogether"
client_secret = "told nobody"
server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"
"""
    )
    with serve_with(tmp_path, port, TWOGETHER_HOST_EMAILS="Host@example.org"):
        page = browser.new_page()
        page.goto(f"{address}/host")
        provider.email = "somebody@example.org"
        page.get_by_role("button", name="Sign in with your account").click()
        page.wait_for_url(f"{address}/")
        page.get_by_role("link", name="For the host").click()
        page.get_by_text("is not among the hosts").wait_for()
        assert not page.get_by_role("link", name="Label").count()

        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(f"{address}/")
        page.goto(f"{address}/host")
        provider.email = "host@example.org"
        page.get_by_role("button", name="Sign in with your account").click()
        page.get_by_role("link", name="Label").wait_for()
        page.close()
