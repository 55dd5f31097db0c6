"""Signing in and out, on a real server: people, programs, and those who guess."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]

import ui.serving.accounts
from qa.question import Language
from tests.ui.office import served
from ui.page.layout import account_html
from ui.serving.accounts import Accounts, remove_account, set_password
from ui.serving.protection import Protection

PASSWORD = "正しい馬の電池ホチキス"
PAGE = {"accept": "text/html"}
JSON = {"content-type": "application/json"}


def asked_with(url: httpx.URL | str, cookies: dict[str, str]) -> int:
    """The status of a request that brings these cookies."""
    with httpx.Client(base_url=url, cookies=cookies) as client:
        return client.get("/ask").status_code


@pytest.fixture(scope="module", autouse=True)
def _cheap() -> Iterator[None]:
    """What passwords cost is told of in test_accounts.py; here they are many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ui.serving.accounts, "_COST", (2**10, 8, 1))
        yield


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("accounts") / "accounts.txt"
    for name in ("田中", "suzuki"):
        set_password(path, name, PASSWORD)
    return path


@pytest.fixture(scope="module")
def url(file: Path) -> Iterator[str]:
    # Behind a proxy, so that each test can come from an address of its own.
    protection = Protection(accounts=Accounts(file), proxied=True, per_minute=None)
    with served(protection, 8130) as address:
        yield address


@pytest.fixture
def reader(url: str, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    address = f"192.0.2.{sum(request.node.name.encode()) % 250}"
    with httpx.Client(base_url=url, headers={"x-forwarded-for": address}) as client:
        yield client


def sign_in(reader: httpx.Client, name: str = "田中", password: str = PASSWORD) -> httpx.Response:
    form = {"username": name, "password": password}
    return reader.post("/login", data=form, headers=PAGE)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/config"),
        ("GET", "/ask"),
        ("POST", "/ask"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/startup-events"),
        ("GET", "/gradio_api/heartbeat/x"),
        ("GET", "/gradio_api/queue/data?session_hash=x"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("POST", "/gradio_api/queue/join"),
        ("POST", "/gradio_api/cancel"),
        ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/component_server"),
    ],
)
def test_nothing_is_open_to_those_who_are_not_signed_in(
    reader: httpx.Client, method: str, path: str
) -> None:
    refused = reader.request(method, path)
    told = refused.json()["error"]
    assert refused.status_code == 401
    assert (told["code"] == "signed-out") if path == "/ask" else (told == "signed_out")
    assert refused.headers["www-authenticate"].startswith("Basic ")
    # A script of the page must not make the browser ask for a password.
    own = reader.request(method, path, headers={"sec-fetch-mode": "cors"})
    assert own.status_code == 401 and "www-authenticate" not in own.headers


def test_a_browser_is_led_to_the_login_page_and_in_and_out(reader: httpx.Client) -> None:
    led = reader.get("/", headers=PAGE)
    assert (led.status_code, led.headers["location"]) == (303, "/login")
    page = reader.get("/login", headers={**PAGE, "accept-language": "ja"})
    assert page.status_code == 200 and "パスワード" in page.text
    assert "<script" not in page.text and 'action="' not in page.text
    assert "Password" in reader.get("/login?language=en", headers=PAGE).text

    entered = sign_in(reader)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert reader.get("/ask").json()["user"] == "田中"
    assert reader.get("/gradio_api/heartbeat/x/").status_code != 401
    assert '"username":"田中"' in reader.get("/", headers=PAGE).text
    assert reader.get("/").headers["cache-control"] == "no-store"

    kept = dict(reader.cookies)
    assert "サインアウト" in reader.get("/logout", headers={"accept-language": "ja"}).text
    assert reader.get("/ask").status_code == 200  # looking at it does not sign out
    left = reader.post("/logout", headers=PAGE)
    assert (left.status_code, left.headers["location"]) == (303, "/login")
    assert reader.get("/ask").status_code == 401
    assert asked_with(reader.base_url, kept) == 401  # not even with the old cookie


@pytest.mark.parametrize(
    ("language", "browser", "leave", "enter"),
    [("ja", "en", "サインアウト", "サインイン"), ("en", "ja", "Sign out", "Sign in")],
)
def test_who_leaves_the_page_reads_its_language_to_the_end(
    reader: httpx.Client, language: Language, browser: str, leave: str, enter: str
) -> None:
    sign_in(reader)
    reader.headers["accept-language"] = browser
    address = f"/logout?language={language}"
    assert f'href="{address}"' in account_html("田中", language)
    assert leave in reader.get(address, headers=PAGE).text
    there = reader.post(address, headers=PAGE).headers["location"]
    assert there == f"/login?language={language}" and enter in reader.get(there).text


def test_the_cookie_is_kept_from_scripts_and_other_sites(reader: httpx.Client) -> None:
    cookie = sign_in(reader).headers["set-cookie"].lower()
    assert cookie.startswith("hakusho-8") and "httponly" in cookie and "samesite=lax" in cookie
    assert "path=/" in cookie and "domain" not in cookie and "secure" not in cookie
    reader.headers["x-forwarded-proto"] = "https"
    cookie = sign_in(reader).headers["set-cookie"].lower()
    assert cookie.startswith("__host-hakusho-8") and "; secure" in cookie


def test_each_sign_in_has_a_session_of_its_own(url: str) -> None:
    with httpx.Client(base_url=url) as one, httpx.Client(base_url=url) as two:
        sign_in(one)
        sign_in(two, "suzuki")
        assert one.get("/ask").json()["user"] == "田中"
        assert two.get("/ask").json()["user"] == "suzuki"
        before = dict(one.cookies)
        sign_in(one)
        assert dict(one.cookies) != before
        assert asked_with(url, before) == 401
        one.post("/logout")
        assert two.get("/ask").status_code == 200


def test_another_site_cannot_sign_in_or_out(reader: httpx.Client) -> None:
    sign_in(reader)
    for path in ("/login", "/logout"):
        foreign = reader.post(path, data={}, headers={"origin": "https://attacker.example"})
        assert foreign.status_code == 403
    assert reader.get("/ask").status_code == 200


def test_a_wrong_password_is_said_and_nothing_is_told_of_names(reader: httpx.Client) -> None:
    pages = []
    for name in ("田中", "nobody"):
        refused = sign_in(reader, name, "a wrong password")
        assert refused.status_code == 401 and "set-cookie" not in refused.headers
        assert 'role="alert"' in refused.text
        pages.append(refused.text.replace(name, ""))
    assert pages[0] == pages[1]
    page = sign_in(reader, '"><script>harm()</script>', "x")
    assert "<script" not in page.text and "&quot;&gt;&lt;script&gt;" in page.text


def test_guessing_is_slowed_down(url: str) -> None:
    with httpx.Client(base_url=url, headers={"x-forwarded-for": "203.0.113.1"}) as guesser:
        given: list[int] = []
        while 429 not in given:  # a slow machine lets a few more pass meanwhile
            given.append(sign_in(guesser, f"name{len(given)}", "guess").status_code)
        assert 10 <= given.index(429) <= 20 and set(given) == {401, 429}
        refused = guesser.get("/ask", auth=("suzuki", PASSWORD.encode()))
        assert refused.status_code == 429 and int(refused.headers["retry-after"]) >= 1
    with httpx.Client(base_url=url, headers={"x-forwarded-for": "203.0.113.2"}) as another:
        assert sign_in(another).status_code == 303


def test_a_form_that_is_none_is_refused(reader: httpx.Client) -> None:
    assert reader.post("/login", content=b"\xff=%ff&&&=").status_code == 401
    assert reader.post("/login", content=b"x" * 20_000).status_code == 413
    assert reader.put("/login").status_code == 405
    many = "&".join(f"a{number}=1" for number in range(1000))
    assert reader.post("/login", content=many).status_code == 400


def test_programs_send_a_name_and_a_password_with_each_request(reader: httpx.Client) -> None:
    for _ in range(30):  # hashed once, not each time
        given = reader.get("/ask", auth=httpx.BasicAuth("田中".encode(), PASSWORD.encode()))
        assert given.json()["user"] == "田中"
    wrong = reader.get("/ask", auth=("suzuki", "a wrong password"))
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (401, "wrong")
    for rubbish in ("Basic", "Basic !", "Basic /w==", "Bearer x", "basic " + "A" * 40):
        refused = reader.get("/ask", headers={"authorization": rubbish})
        assert refused.status_code == 401, rubbish


def test_a_session_is_no_password_and_a_password_no_session(reader: httpx.Client) -> None:
    reader.get("/ask", auth=("suzuki", PASSWORD.encode()))
    sent = base64.b64encode(f"suzuki:{PASSWORD}".encode()).decode()
    name = f"hakusho-{reader.base_url.port}"
    for forged in (sent, f"basic {sent}", ""):
        assert reader.get("/ask", headers={"cookie": f'{name}="{forged}"'}).status_code == 401


def test_gradios_own_client_signs_in(url: str) -> None:
    client = Client(url, auth=("suzuki", PASSWORD), verbose=False)
    assert client.predict("kept", api_name="/upper") == "KEPT"


def test_a_new_password_or_no_account_ends_sessions(url: str, file: Path) -> None:
    set_password(file, "sato", PASSWORD)
    with httpx.Client(base_url=url) as reader:
        assert sign_in(reader, "sato").status_code == 303
        assert reader.get("/ask").status_code == 200
        set_password(file, "sato", "another password")
        assert reader.get("/ask").status_code == 401
        assert sign_in(reader, "sato").status_code == 401
        assert sign_in(reader, "sato", "another password").status_code == 303
        remove_account(file, "sato")
        assert reader.get("/ask").status_code == 401


def test_with_a_damaged_file_of_accounts_nobody_comes_in(
    reader: httpx.Client, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(reader)
    good = file.read_bytes()
    try:
        file.write_text("rubbish", "utf-8")
        for refused in (reader.get("/ask"), reader.get("/", headers=PAGE), sign_in(reader)):
            assert refused.status_code == 503
        assert "Line 1 of" in caplog.text  # for whoever runs it, not for the reader
        assert "Line 1" not in reader.get("/ask").text
    finally:
        file.write_bytes(good)
    assert reader.get("/ask").status_code == 200


def test_a_page_that_one_person_opened_is_of_no_use_to_another(url: str) -> None:
    def page_of(name: str, address: str) -> httpx.Client:
        client = httpx.Client(base_url=url, headers={"x-forwarded-for": address})
        sign_in(client, name)
        stack.callback(client.close)
        return client

    body = {"fn_index": 0, "session_hash": "tanakas", "data": ["a", []]}
    with ExitStack() as stack:
        tanaka, suzuki = page_of("田中", "198.51.100.1"), page_of("suzuki", "198.51.100.2")
        assert tanaka.post("/gradio_api/queue/join", json=body).status_code == 200
        refused = suzuki.post("/gradio_api/queue/join", json=body)
        assert (refused.status_code, refused.json()["error"]) == (403, "session")
        twice = json.dumps(body | {"session_hash": "suzukis"})[:-1] + ', "session_hash": "tanakas"}'
        refused = suzuki.post("/gradio_api/queue/join", content=twice, headers=JSON)
        assert refused.status_code == 403
        for path in (
            "queue/data?session_hash=tanakas",
            "queue/data?session_hash=suzukis&session_hash=tanakas",  # Gradio takes the last
            "queue/data?session_hash=&session_hash=tanakas",
            "queue/data?session_hash=tanakas&session_hash=suzukis",
            "heartbeat/tanakas",
            "heartbeat/tanakas?session_hash=suzukis",
            "call/ask/tanakas",  # for an event that is not there, Gradio takes a session
            "call/v2/ask/tanakas",
            "call/v2/tanakas",
        ):
            with suzuki.stream("GET", f"/gradio_api/{path}") as answer:  # else it would not end
                assert answer.status_code == 403, path
        for client in (tanaka, suzuki):  # none of these is a session of anybody's
            for path in ("ask?session_hash=", "documents/call/ask", "documents/heartbeat/ask"):
                assert client.get(f"/{path}").status_code != 403, path
        # The same browser in other hands, while the page stays open.
        tanaka.post("/logout", headers=PAGE)
        sign_in(tanaka, "suzuki")
        assert tanaka.post("/gradio_api/queue/join", json=body).status_code == 403


def test_nobody_locks_a_colleague_out(url: str) -> None:
    with httpx.Client(base_url=url, headers={"x-forwarded-for": "198.51.100.3"}) as guessing:
        statuses = [sign_in(guessing, "suzuki", "a wrong password").status_code for _ in range(60)]
    assert statuses.count(429) >= 45
    with httpx.Client(base_url=url, headers={"x-forwarded-for": "198.51.100.4"}) as suzuki:
        assert sign_in(suzuki, "suzuki").status_code == 303
