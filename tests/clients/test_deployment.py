# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""The files of packaging/ for a deployment: what they name exists, and Prometheus reads them."""
import glob
import os
import re
import subprocess
import tempfile
import unittest
import urllib.parse

import yaml

from cluster import FILES, GUIDE, TREE, Brokers, ClusterRedis, compose, packaged, substituted
from support import find_program
from broker import run
from httpclient import HttpConnection
from postgres import answers, free_port
from wire import EndOfStream, eventually
import prometheus

PACKAGING = os.path.dirname(FILES)
METRIC = re.compile(r"\bbroadcaster_\w+")
ALERTS_OF_TESTS = """
rule_files: [{rules}]
evaluation_interval: 5s
tests:
  - interval: 5s
    input_series:
      - {{series: 'up{{job="broadcaster",instance="a"}}', values: '1x20 0x20'}}
      - {{series: 'up{{job="broadcaster",instance="b"}}', values: '1x40'}}
      - {{series: 'broadcaster_cluster_up{{job="broadcaster",instance="a"}}', values: '1x20 _x20'}}
      - {{series: 'broadcaster_cluster_up{{job="broadcaster",instance="b"}}', values: '1x30 0x10'}}
      - series: 'broadcaster_cluster_brokers{{job="broadcaster",instance="b"}}'
        values: '2x10 1x30'
      - series: 'broadcaster_cluster_messages_total{{job="broadcaster",instance="b",result="gap"}}'
        values: '0x10 7x30'
    alert_rule_test:
      - {{eval_time: 50s, alertname: ClusterSplit, exp_alerts: []}}
      - eval_time: 1m30s
        alertname: ClusterSplit
        exp_alerts: [{{exp_labels: {{job: broadcaster, instance: b, severity: page}},
                       exp_annotations: {{summary: "{split}"}}}}]
      - eval_time: 1m30s
        alertname: ClusterLosesMessages
        exp_alerts: [{{exp_labels: {{job: broadcaster, instance: b, result: gap, severity: ticket}},
                       exp_annotations: {{summary: "{lost}"}}}}]
      - {{eval_time: 1m30s, alertname: BrokerDown, exp_alerts: []}}
      - eval_time: 2m30s
        alertname: BrokerDown
        exp_alerts: [{{exp_labels: {{job: broadcaster, instance: a, severity: page}},
                       exp_annotations: {{summary: "{down}"}}}}]
      - {{eval_time: 2m30s, alertname: ClusterSplit, exp_alerts: []}}
      - {{eval_time: 2m30s, alertname: ClusterDown, exp_alerts: []}}
      - eval_time: 3m
        alertname: ClusterDown
        exp_alerts: [{{exp_labels: {{job: broadcaster, instance: b, severity: page}},
                       exp_annotations: {{summary: "{alone}"}}}}]
"""


def load(*path):
    with open(os.path.join(PACKAGING, *path), encoding="utf-8") as file:
        return yaml.safe_load(file)


def expressions():
    """{where it stands: expression}, of the dashboard and of the alerts."""
    found = {}
    for panel in load("cluster", "dashboard.json")["panels"]:
        for target in panel.get("targets", ()):
            found[f"{panel['title']} {target['refId']}"] = target["expr"].replace("$broker", ".*")
    for group in load("cluster", "alerts.yml")["groups"]:
        for rule in group["rules"]:
            found[rule["alert"]] = rule["expr"]
    return found


class Guide(unittest.TestCase):
    def test_the_texts_of_failures_are_the_programs(self):
        """The sources have each text that the table quotes."""
        paths = glob.glob(os.path.join(TREE, "server", "**", "*.cpp"), recursive=True)
        code = ""
        for path in paths:
            with open(path, encoding="utf-8") as file:
                code += file.read()
        code = re.sub(r'"\s*\n\s*u?"', "", code)  # Between two pieces of one text.
        with open(GUIDE, encoding="utf-8") as file:
            section = file.read().split("\n## What each failure looks like\n")[1].split("\n## ")[0]
        seen = [row.split("|")[1] for row in section.splitlines() if row.startswith("| ")][2:]
        quotes = [piece.strip() for cell in seen
                  for quote in re.findall(r'(?<!`)"([^"]+)"(?!:)', cell)
                  for piece in quote.split("…") if piece.strip()]
        self.assertGreater(len(quotes), 10)
        for quote in quotes:
            with self.subTest(quote):
                self.assertTrue(quote in code, quote)


class Compose(unittest.TestCase):
    def setUp(self):
        self.compose = compose()
        self.services = self.compose["services"]

    def brokers(self):
        return [name for name in self.services if name.startswith("broker")]

    def test_files_exist(self):
        for name, service in self.services.items():
            for volume in service.get("volumes", ()):
                source = volume.split(":")[0]
                with self.subTest(f"{name}: {source}"):
                    if source.startswith("."):
                        self.assertTrue(os.path.isfile(os.path.join(PACKAGING, source)))
                    else:
                        self.assertIn(source, self.compose["volumes"])
        build = self.services["broker1"]["build"]
        self.assertEqual(os.path.normpath(os.path.join(PACKAGING, build["context"])), TREE)
        self.assertTrue(os.path.isfile(os.path.join(TREE, build["dockerfile"])))

    def test_services_exist(self):
        self.assertEqual(self.brokers(), ["broker1", "broker2", "broker3"])
        text = "".join(packaged(name, {}) for name in
                       ("nginx.conf", "haproxy.cfg", "prometheus.yml", "grafana-datasources.yml"))
        hosts = set(re.findall(r"\b([a-z]+\d?):(?:8787|9090)\b", text))
        self.assertEqual(hosts, {*self.brokers(), "prometheus"})
        for service in self.services.values():
            self.assertLessEqual(set(service.get("depends_on", ())), set(self.services))

    def test_options_exist(self):
        """Each variable is an option of the program."""
        status, options, _ = run("--help")
        self.assertEqual(status, 0)
        for name in self.brokers():
            for variable in self.services[name]["environment"]:
                if variable.startswith("BROADCASTER_"):
                    option = "--" + variable[len("BROADCASTER_"):].lower().replace("_", "-")
                    self.assertRegex(options, rf"{option}\b")
            environment = self.services[name]["environment"]
            self.assertEqual(environment["BROADCASTER_CLUSTER_NAME"], name)
        secret = environment["BROADCASTER_CLUSTER_SECRET_FILE"]
        self.assertEqual(os.path.dirname(secret), "/run/secrets")
        self.assertIn(os.path.basename(secret), self.compose["secrets"])
        subnet = self.compose["networks"]["default"]["ipam"]["config"][0]["subnet"]
        self.assertEqual(environment["BROADCASTER_TRUSTED_PROXY"], subnet)

    def test_every_secret_is_made_by_the_guide(self):
        with open(os.path.join(PACKAGING, "compose.yaml"), encoding="utf-8") as file:
            text = file.read()
        needed = set(re.findall(r"(?<!\$)\$\{(\w+):\?\}", text)) | {
            secret["environment"] for secret in self.compose["secrets"].values()}
        with open(GUIDE, encoding="utf-8") as file:
            made = re.search(r"^\(umask 077; for name in (.*); do$", file.read(), re.MULTILINE)
        self.assertEqual(set(made[1].split()), needed)

    def test_the_program_of_the_image(self):
        """The image has what the program is linked with, as this system has it."""
        with open(os.path.join(PACKAGING, "Dockerfile"), encoding="utf-8") as file:
            text = file.read()
        self.assertIn("build/release/broadcaster-server", text)
        operation = os.path.join(TREE, "docs", "operation.md")
        with open(operation, encoding="utf-8") as file:
            documented = set(re.findall(r"\blib[\w.+-]+\b", file.read()))
        for package in re.findall(r"\blib[\w.+-]+\b", text):
            self.assertIn(package, documented)


class Redis(unittest.TestCase):
    def test_only_brokers_get_in(self):
        with ClusterRedis() as redis:
            service = compose()["services"]["redis"]
            kind, health = service["healthcheck"]["test"]
            self.assertEqual(kind, "CMD-SHELL")
            check = substituted(health, redis.SECRETS, {"redis-cli": f"redis-cli -p {redis.port}"})
            environment = {**os.environ, **redis.SECRETS}
            subprocess.run(check, shell=True, check=True, env=environment)

            broker = ("--user", "broker", "--pass", redis.SECRETS["REDIS_PASSWORD"])

            def ask(*words, user=broker):
                done = subprocess.run(
                    [find_program("redis-tools", "redis-cli"), "-p", str(redis.port), *user,
                     *words], capture_output=True, text=True, check=False)
                return done.stdout.split()[0]
            self.assertEqual(ask("ping", user=()), "NOAUTH")
            self.assertEqual(ask("set", "bc:example:x", "1"), "OK")
            self.assertEqual(ask("publish", "bc:example:x", "1"), "0")
            for words in (("set", "bc:other:x", "1"), ("publish", "bc:other:x", "1"), ("keys", "*"),
                          ("subscribe", "other"), ("flushall",), ("config", "get", "*")):
                self.assertEqual(ask(*words), "NOPERM", words)


class Monitoring(unittest.TestCase):
    def test_promtool_accepts_them(self):
        promtool = find_program("prometheus", "promtool")
        for check in (["config", "prometheus.yml"], ["rules", "alerts.yml"]):
            done = subprocess.run([promtool, "check", *check], capture_output=True, text=True,
                                  check=False, cwd=FILES)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_alerts_come_when_they_should(self):
        texts = {rule["alert"]: rule["annotations"]["summary"]
                 for group in load("cluster", "alerts.yml")["groups"] for rule in group["rules"]}

        def text(alert, **labels):
            return re.sub(r"\{\{ \$labels\.(\w+) \}\}", lambda label: labels[label[1]],
                          texts[alert])
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            file.write(ALERTS_OF_TESTS.format(
                rules=os.path.join(FILES, "alerts.yml"),
                split=text("ClusterSplit", instance="b"), down=text("BrokerDown", instance="a"),
                alone=text("ClusterDown", instance="b"),
                lost=text("ClusterLosesMessages", instance="b", result="gap")))
            file.flush()
            done = subprocess.run(
                [find_program("prometheus", "promtool"), "test", "rules", file.name],
                capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_guide_explains_every_alarm(self):
        with open(GUIDE, encoding="utf-8") as file:
            section = file.read().split("\n## Watch it\n")[1].split("\n## ")[0]
        alerts = {rule["alert"] for group in load("cluster", "alerts.yml")["groups"]
                  for rule in group["rules"]}
        self.assertEqual(set(re.findall(r"`([A-Z]\w+)`", section)), alerts)

    def test_queries_find_what_brokers_tell(self):
        """A real Prometheus collects from three brokers and answers each query."""
        redis = ClusterRedis()
        self.addCleanup(redis.__exit__, None, None, None)
        brokers = Brokers(self, redis=redis)
        port = free_port()
        with tempfile.TemporaryDirectory(prefix="broadcaster-") as folder:
            often = {"scrape_interval: 5s": "scrape_interval: 1s"}
            for name, replaced in (("prometheus.yml", {**brokers.addresses(), **often}),
                                   ("alerts.yml", {})):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(packaged(name, replaced))
            with open(os.path.join(folder, "log"), "wb") as log:
                process = subprocess.Popen(
                    [find_program("prometheus", "prometheus"),
                     f"--config.file={folder}/prometheus.yml",
                     f"--storage.tsdb.path={folder}/data",
                     f"--web.listen-address=127.0.0.1:{port}"],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            try:
                self.check_queries(brokers, port)
            finally:
                process.kill()
                process.wait()

    def check_queries(self, brokers, port):
        def query(expression):
            target = "/api/v1/query?" + urllib.parse.urlencode({"query": expression})
            try:
                with HttpConnection(port) as connection:
                    answer = connection.request("GET", target)
            except (OSError, EndOfStream):
                return None
            self.assertIn(answer.status, (200, 503), f"{expression}: {answer.body}")
            return answer.json()["data"]["result"] if answer.status == 200 else None
        eventually(lambda: answers(port), "Prometheus")
        # Two samples are the least for a rate.
        eventually(lambda: len(query("rate(broadcaster_messages_received_total[1m])") or ()) == 3,
                   "samples of three brokers")
        with HttpConnection(brokers[0].port) as connection:
            families = prometheus.parse(connection.request("GET", "/metrics").body.decode())
        known = {*families, *(f"{name}_bucket" for name, family in families.items()
                              if family.kind == "histogram")}
        for place, expression in expressions().items():
            with self.subTest(place):
                found = query(expression)
                self.assertIsNotNone(found)
                names = METRIC.findall(expression)
                self.assertEqual(set(names) - known, set())
                # Counters with labels begin with their first event.
                if not re.search(r"[<>]|[!=]=", expression) and all(
                        families[re.sub("_bucket$", "", name)].samples for name in names):
                    self.assertTrue(found, expression)


if __name__ == "__main__":
    unittest.main()
