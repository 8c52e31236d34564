# SPDX-FileCopyrightText: The Molotov for the desktop authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Puts load on a target of one core with wrk and with Molotov in turn; see tests/bench/transport.

Absolute figures move from machine to machine and from hour to hour. The share of wrk in the same round hardly
does: that is the figure to compare.
"""

import argparse
import contextlib
import json
import os
import platform
import re
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

BUILD = Path("build/release")
CLI = BUILD / "bin/molotov-cli"
FASTSERVER = BUILD / "bench/fastserver"
TICKS = os.sysconf("SC_CLK_TCK")
# The first two of the cores that we may use.
CORES = sorted(os.sched_getaffinity(0))
GENERATOR, TARGET = CORES[0], CORES[min(1, len(CORES) - 1)]


def say(text):
    print(text, file=sys.stderr, flush=True)


def on_core(core, *command):
    return ["taskset", "-c", str(core), *map(str, command)]


def two_free_ports():
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


# ---- targets: a new one for each run, so that all that it has served is that run's ----


class Target:
    """A server on a core of its own; once it is stopped, `served` is how many requests it has answered."""

    def __init__(self):
        self.url = None
        self.served = None


@contextlib.contextmanager
def fastserver():
    target = Target()
    process = subprocess.Popen(on_core(TARGET, FASTSERVER), stdout=subprocess.PIPE, text=True)
    try:
        target.url = process.stdout.readline().strip().rstrip("/")
        yield target
    finally:
        process.terminate()
        rest = process.communicate()[0]
        target.served = int(re.search(r"served (\d+) requests", rest)[1])


NGINX = """
worker_processes 1;
pid nginx.pid;
error_log stderr error;
{user}
events {{ worker_connections 16384; }}
http {{
    access_log off;
    keepalive_requests 1000000000;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {{
        listen 127.0.0.1:{port} ssl backlog=16384;
        ssl_certificate certificate.pem;
        ssl_certificate_key key.pem;
        default_type application/json;
        location / {{ return 200 '{{"result":"OK"}}'; }}
    }}
    server {{
        listen 127.0.0.1:{status_port};
        location / {{ stub_status; }}
    }}
}}
"""


def make_certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
         "2", "-subj", "/CN=127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True)


def ask_nginx(port):
    """How many requests it has read, without this one."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        with connection.makefile() as answer:
            return int(re.search(r"\n \d+ \d+ (\d+) ", answer.read())[1]) - 1


def wait_for(port, process):
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    sys.exit("transport: nginx did not start")


@contextlib.contextmanager
def nginx():
    target = Target()
    with tempfile.TemporaryDirectory(prefix="molotov-bench-") as name:
        folder = Path(name)
        port, status_port = two_free_ports()
        target.url = f"https://127.0.0.1:{port}"
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(NGINX.format(port=port, status_port=status_port, user=user))
        make_certificate(folder)
        process = subprocess.Popen(
            on_core(TARGET, "nginx", "-p", folder, "-c", "nginx.conf", "-e", "stderr", "-g", "daemon off;"))
        try:
            wait_for(status_port, process)
            yield target
            target.served = ask_nginx(status_port)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


# ---- generators ----


@dataclass
class Measured:
    """What one run of one generator came to."""

    rate: float = 0.0  # exchanges a second
    latency: dict = field(default_factory=dict)  # p50, p99, max in ms
    processor: float = 0.0  # seconds that the helper used, from its start to its end
    memory: int = 0  # most bytes that the helper held
    count: int = 0
    failed: int = 0
    agrees: bool = True  # with what the target has counted


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def run_wrk(target, path, workers, seconds):
    with target() as server:
        output = subprocess.run(
            on_core(GENERATOR, "wrk", "--latency", "-t1", f"-c{workers}", f"-d{seconds}s", server.url + path),
            check=True, capture_output=True, text=True).stdout
    if errors := re.search(r"(Socket errors|Non-2xx).*", output):
        say(f"  wrk: {errors[0]}")
    latency = {f"p{percent}": milliseconds(value)
               for percent, value in re.findall(r"^ +(50|99)% +(\S+)", output, re.MULTILINE)}
    return Measured(rate=float(re.search(r"Requests/sec: +([\d.]+)", output)[1]), latency=latency)


SCENARIO = """import {{ check, scenario, setup }} from "molotov";
{setup}
scenario("bench", async (session) => {{
  const r = await session.get("{path}");
  check("ok", r.status === 200);
  {read}
}});
"""


class HelperWatch(threading.Thread):
    """Looks at the helper of a molotov-cli until it is gone: a process that nobody awaits tells no more."""

    def __init__(self, parent):
        super().__init__(daemon=True)
        self.parent = parent
        self.processor = 0.0
        self.memory = 0

    def run(self):
        while not (helper := self.find()):
            if not Path(f"/proc/{self.parent}/cmdline").exists():
                return
            time.sleep(0.02)
        with contextlib.suppress(OSError):
            while self.look(helper):
                time.sleep(0.05)

    def find(self):
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                pid, name, rest = re.fullmatch(r"(\d+) \((.*)\) (.*)\n", stat.read_text(), re.DOTALL).groups()
                if name == "molotov-helper" and int(rest.split()[1]) == self.parent:
                    return Path("/proc") / pid
        return None

    def look(self, helper):
        fields = (helper / "stat").read_text().rsplit(")", 1)[1].split()
        if fields[0] in "ZX":
            return False
        self.processor = (int(fields[11]) + int(fields[12])) / TICKS
        self.memory = max(self.memory, int(fields[21]) * resource.getpagesize())
        return True


def run_molotov(target, path, workers, seconds, read):
    with tempfile.TemporaryDirectory(prefix="molotov-bench-") as folder, target() as server:
        script = Path(folder) / "bench.js"
        setup = "setup(() => ({ verifyTls: false }));" if server.url.startswith("https") else ""
        script.write_text(SCENARIO.format(path=path, read=read, setup=setup))
        process = subprocess.Popen(
            on_core(GENERATOR, CLI, script, "--base-url", server.url, "-p", 1, "-w", workers, "-d", seconds, "-q",
                    "--summary", "-"),
            stdout=subprocess.PIPE, text=True)
        watch = HelperWatch(process.pid)
        watch.start()
        output = process.communicate()[0]
        watch.join()
        if process.returncode != 0:
            sys.exit(f"transport: molotov-cli ended with exit code {process.returncode}")
    requests = json.loads(output)["requests"]
    measured = Measured(rate=requests["rate_per_s"], latency=requests["latency_ms"], processor=watch.processor,
                        memory=watch.memory, count=requests["count"], failed=requests["failed"])
    measured.agrees = measured.count == server.served and measured.failed == 0
    if not measured.agrees:
        say(f"  molotov-cli counted {measured.count} ({measured.failed} failed), the target {server.served}")
    return measured


# ---- rows of the table ----


class Row:
    """One line of the table: measured once a round, told as medians over all rounds."""

    def __init__(self, name, title, rounds_of):
        self.name = name
        self.title = title
        self.rounds_of = rounds_of  # seconds -> {column: number}
        self.rounds = []

    def measure(self, seconds):
        self.rounds.append(self.rounds_of(seconds))

    def median(self, column):
        return statistics.median(a_round[column] for a_round in self.rounds)


agreed = []  # of each run of Molotov, whether its count is the target's

# What a scenario does with a response, once it has checked the status.
READ_JSON = "await r.json();"
READ_TEXT = "await r.text();"


def molotov(*args, **kwargs):
    measured = run_molotov(*args, **kwargs)
    agreed.append(measured.agrees)
    return measured


def beside_wrk(target, path, workers, read):
    def measure(seconds):
        theirs = run_wrk(target, path, workers, seconds)
        ours = molotov(target, path, workers, seconds, read)
        return {"ours": ours.rate, "theirs": theirs.rate, "share": ours.rate / theirs.rate,
                "microseconds": ours.processor / ours.count * 1e6}

    return measure


def memory_of_workers(few, many):
    def measure(seconds):
        # Long enough for all to wait at the same time.
        first, second = (molotov(fastserver, "/delay/1000", count, max(seconds, 4), READ_JSON)
                         for count in (few, many))
        return {"few": first.memory, "many": second.memory, "each": (second.memory - first.memory) / (many - few)}

    return measure


def accuracy(path, workers):
    def measure(seconds):
        theirs = run_wrk(fastserver, path, workers, max(seconds, 4))
        ours = molotov(fastserver, path, workers, max(seconds, 4), READ_JSON)
        return {"p50": ours.latency["p50"], "p99": ours.latency["p99"], "max": ours.latency["max"],
                "wrk p50": theirs.latency["p50"], "wrk p99": theirs.latency["p99"]}

    return measure


def all_rows():
    throughput = [
        Row(f"scripted-{workers}", f"GET, check, JSON: {workers:,} worker{'s' * (workers > 1)}",
            beside_wrk(fastserver, "/", workers, READ_JSON))
        for workers in (1, 50, 500, 2000)
    ]
    throughput += [
        Row("10k", "GET of 10,240 bytes, check, text: 50 workers",
            beside_wrk(fastserver, "/10k", 50, READ_TEXT)),
        Row("tls", "GET, check, JSON over TLS (nginx): 50 workers", beside_wrk(nginx, "/", 50, READ_JSON)),
    ]
    memory = [Row("memory", "workers that wait in /delay/1000", memory_of_workers(100, 2100))]
    latency = [
        Row("delay-1000", "/delay/1000: 2,000 workers", accuracy("/delay/1000", 2000)),
        Row("delay-5", "/delay/5: 200 workers", accuracy("/delay/5", 200)),
    ]
    return throughput, memory, latency


# ---- the report ----


def machine():
    cpu = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        if model := re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()):
            cpu = model[1]
    libraries = subprocess.run(["ldd", CLI], capture_output=True, text=True, check=True).stdout
    core = re.search(r"libQt6Core\S* => (\S+)", libraries)
    qt = Path(core[1]).resolve().name.rpartition(".so.")[2] if core else "?"
    wrk = re.search(r"wrk \S+", subprocess.run(["wrk", "-v"], capture_output=True, text=True).stdout)
    return (f"{cpu}, {len(CORES)} core{'s' * (len(CORES) > 1)}, Linux {platform.release()}, Qt {qt}, "
            f"{wrk[0] if wrk else 'wrk'}")


def table(header, rows, cells):
    lines = ["", "| " + " | ".join(header) + " |", "| --- |" + " ---: |" * (len(header) - 1)]
    lines += ["| " + " | ".join([row.title, *cells(row)]) + " |" for row in rows]
    return lines


def report(throughput, memory, latency):
    lines = []
    if throughput:
        lines += table(
            ["exchanges a second", "Molotov", "wrk", "share of wrk", "CPU of the helper"], throughput,
            lambda row: [f"{row.median('ours'):,.0f}", f"{row.median('theirs'):,.0f}", f"{row.median('share'):.3f}",
                         f"{row.median('microseconds'):.1f} µs"])
    if memory:
        lines += table(
            ["memory of the helper", "100 workers", "2,100 workers", "each further worker"], memory,
            lambda row: [f"{row.median('few') / 2**20:.1f} MiB", f"{row.median('many') / 2**20:.1f} MiB",
                         f"{row.median('each') / 1024:.1f} KiB"])
    if latency:
        lines += table(
            ["latency in ms", "p50", "p99", "max", "p50 of wrk", "p99 of wrk"], latency,
            lambda row: [f"{row.median(column):,.2f}" for column in ("p50", "p99", "max", "wrk p50", "wrk p99")])
        lines += ["", "wrk tells a second and more to 10 ms."]
    return lines


def chosen(rows, only):
    return [row for row in rows if not only or row.name in only]


def main():
    groups = all_rows()
    names = [row.name for group in groups for row in group]
    parser = argparse.ArgumentParser(prog="tests/bench/transport",
                                     description="What an exchange costs, beside wrk, as a table in Markdown.")
    parser.add_argument("--rounds", type=int, default=5, help="the table has their medians (%(default)s)")
    parser.add_argument("--seconds", type=int, default=6, help="length of each run (%(default)s)")
    parser.add_argument("--only", metavar="ROW,ROW", default="", help="some of: " + ", ".join(names))
    options = parser.parse_args()
    only = list(filter(None, options.only.split(",")))
    if unknown := [name for name in only if name not in names]:
        parser.error(f"there is no row {', '.join(unknown)}; there are {', '.join(names)}")
    groups = [chosen(group, only) for group in groups]

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    began = time.strftime("%Y-%m-%d %H:%M")
    load = os.getloadavg()[0]
    for number in range(options.rounds):
        for row in (row for group in groups for row in group):
            say(f"Round {number + 1} of {options.rounds}: {row.name}")
            row.measure(options.seconds)

    rounds = "1 round" if options.rounds == 1 else f"medians of {options.rounds} rounds"
    print(f"{began}, {machine()}; load average {load:.2f} at the start.")
    print(f"{rounds.capitalize()} of {options.seconds} s, keep-alive, "
          + ("the target on a core of its own, and the generator, too."
             if len(CORES) > 1 else "target and generator on the same core, for there is but one."))
    print("\n".join(report(*groups)))
    print(f"\nMolotov's count was the target's, and no exchange failed, in {sum(agreed)} of {len(agreed)} runs.")
    sys.exit(0 if all(agreed) else 1)


if __name__ == "__main__":
    main()
