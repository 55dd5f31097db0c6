"""What serving the page costs: `python -m tests.benchmarks.serving`

Starts `hakusho chat` on a library of its own and is its readers: each has a session as a
browser has one, asks through the page's own queue, has every answer kept, and compares it with
the one that was given to the same question before anybody else asked. Prints how long the page
takes to start and the first answer to come, then 20 readers for 60 s (answers, errors, mixed-up
answers, p50 and p95), then the server's memory over 10,000 questions.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import httpx
from playwright.sync_api import sync_playwright

QUESTIONS = (
    "EUROPOLとの実務取決めはいつ、どこで策定された？",
    "犯罪人引渡条約を結んでいる国は？",
    "PCSC協定とは何ですか？",
    "国際緊急援助隊にはこれまで何人が派遣された？",
    "ブラジルの首都ブラジリアの人口は？",
    "How many trainees were accepted in 2018?",
    "With which countries does Japan have an extradition treaty?",
    "What is EUROPOL?",
    "When did the PCSC Agreement enter into force?",
    "Who won the football World Cup?",
)
TURN = re.compile(r"\b(?:right|wrong)-\d+\b")  # a turn's number in the conversation


@dataclass
class Reader:
    """A reader with the page open in a browser, through the page's own endpoints."""

    client: httpx.Client
    form: dict[str, object]
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    session: str = field(default_factory=lambda: uuid.uuid4().hex[:11])
    times: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def call(self, name: str, data: Sequence[object]) -> list[object]:
        """What the page's function of that name answers."""
        body = {"data": list(data), "fn_index": self._number(name), "session_hash": self.session}
        self.client.post("gradio_api/queue/join", json=body).raise_for_status()
        listen = {"session_hash": self.session}
        with self.client.stream("GET", "gradio_api/queue/data", params=listen) as stream:
            for line in stream.iter_lines():
                if not line.startswith("data:"):
                    continue
                message = json.loads(line[5:])
                if message["msg"] == "process_completed":
                    if not message["success"]:
                        raise RuntimeError(str(message["output"]))
                    output: list[object] = message["output"]["data"]
                    return output
        raise RuntimeError("The stream ended without an answer.")

    def ask(self, question: str) -> str:
        """The HTML of the answer; how long it took is noted."""
        began = time.perf_counter()
        answered = self.call("respond", [question, "en", None, "", self.id, []])
        self.times.append(time.perf_counter() - began)
        return TURN.sub("", json.dumps(answered[2][-1], ensure_ascii=False))  # type: ignore[index]

    def enter(self) -> None:
        """Open the page: from now on answers are kept for this reader."""
        self._at_once("enter", ["en", self.id, ""])

    def clear(self) -> None:
        """Begin a new conversation, so that no question is completed from the one before."""
        self._at_once("begin", ["en"])

    def _at_once(self, name: str, data: Sequence[object]) -> None:
        """Call a function of the page that does not go through the queue."""
        body = {"data": list(data), "fn_index": self._number(name), "session_hash": self.session}
        self.client.post("gradio_api/run/predict", json=body).raise_for_status()

    def _number(self, name: str) -> int:
        parts: list[dict[str, object]] = self.form["dependencies"]  # type: ignore[assignment]
        return next(int(str(each["id"])) for each in parts if each["api_name"] == name)


@contextmanager
def served(port: int) -> Iterator[tuple[str, int, float]]:
    """`hakusho chat` on a new library: its address, its process, the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        command = [sys.executable, "-m", "ui.cli", "chat", "--no-browser", "--port", str(port)]
        command += ["--library", f"{folder}/library", "--per-minute", "1000000"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            address = process.stdout.readline().rpartition(" ")[2].strip()
            httpx.get(address).raise_for_status()
            yield address, process.pid, time.perf_counter() - began
        finally:
            process.terminate()
            process.wait()


def reader(address: str) -> Reader:
    client = httpx.Client(base_url=address, timeout=60, trust_env=False)
    opened = Reader(client, client.get("config").json())
    opened.enter()
    return opened


def memory(process: int) -> float:
    """Resident memory of a process in MB."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def ask_on(
    one: Reader, expected: dict[str, str], start: int, enough: threading.Event, most: int
) -> None:
    """Ask one question after another until it is enough; note what came back wrong."""
    for number in range(most):
        if enough.is_set():
            return
        question = QUESTIONS[(start + number) % len(QUESTIONS)]
        try:
            one.clear()
            if one.ask(question) != expected[question]:
                one.wrong.append(f"another answer to {question}")
        except (httpx.HTTPError, RuntimeError, KeyError) as error:
            one.wrong.append(f"{type(error).__name__}: {error}")


def many(address: str, readers: int, seconds: float | None, most: int) -> list[Reader]:
    """That many readers, each asking at most so often and, if that is said, so long; all have
    finished."""
    alone = reader(address)
    expected = {}
    for question in QUESTIONS:
        alone.clear()
        expected[question] = alone.ask(question)
    enough = threading.Event()
    everyone = [reader(address) for _ in range(readers)]
    threads = [
        threading.Thread(target=ask_on, args=(each, expected, start, enough, most))
        for start, each in enumerate(everyone)
    ]
    for thread in threads:
        thread.start()
    if seconds is not None:
        enough.wait(seconds)
        enough.set()
    for thread in threads:
        thread.join()
    return everyone


def first_paint(address: str) -> str:
    """What a reader waits for in Chromium, which has nothing of the page in its cache."""
    names = (os.environ.get("HAKUSHO_BROWSER"), "chromium", "google-chrome")
    found = next(filter(None, (shutil.which(name) for name in names if name)), None)
    if found is None:
        return "not measured, for there is no Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(locale="en-GB")
        began = time.perf_counter()
        page.goto(address)
        page.wait_for_selector("#ask textarea[placeholder]:not([placeholder=''])")
        ready = time.perf_counter() - began
        painted = page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        )
        page.fill("#ask textarea", QUESTIONS[0])
        began = time.perf_counter()
        page.press("#ask textarea", "Enter")
        page.wait_for_selector("#chat .quote.first")
        answered = time.perf_counter() - began
        browser.close()
    return (
        f"first paint {painted / 1000:.2f} s, ready for a question {ready:.2f} s, "
        f"answer on the screen {answered:.2f} s after Enter"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--questions", type=int, default=10_000, help="for the memory")
    parser.add_argument("--port", type=int, default=7880)
    chosen = parser.parse_args()
    with served(chosen.port) as (address, process, started):
        print(f"the page answers {started:.1f} s after the command")
        first = reader(address)
        first.ask(QUESTIONS[0])
        first.clear()
        first.ask(QUESTIONS[0])
        print(f"first answer {first.times[0]:.2f} s, the next {first.times[1] * 1000:.0f} ms")
        print(f"in the browser: {first_paint(address)}", flush=True)
        everyone = many(address, chosen.readers, chosen.seconds, 10**9)
        times = sorted(time for each in everyone for time in each.times)
        wrong = [words for each in everyone for words in each.wrong]
        cuts = quantiles(times, n=100)
        print(
            f"{chosen.readers} readers for {chosen.seconds:.0f} s: {len(times)} answers, "
            f"{len(wrong)} wrong or failed, p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s"
        )
        print(*sorted(set(wrong))[:5], sep="\n")
        print(f"memory {memory(process):.0f} MB")
        part = max(1, chosen.questions // 10)
        for done in range(part, chosen.questions + 1, part):
            everyone = many(address, 4, None, part // 4)
            wrong = [words for each in everyone for words in each.wrong]
            print(
                f"after {done} questions {memory(process):.0f} MB, {len(wrong)} wrong", flush=True
            )


if __name__ == "__main__":
    main()
