"""Runs the scripts of the workflows as their services would, in clean clones: a site is published, is found unchanged, gets
a snapshot, loses one, and its server fails. What only a service can do (checking out, caching, deploying) is played.

    .ci/steps.py PROGRAM
"""

import functools
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

from ruamel.yaml import YAML

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
HERE = pathlib.Path(__file__).resolve().parent.parent
ADDRESS = "https://fund.example"
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
steps_run = 0


class Failed(Exception):
    """A script that ended with another code than 0."""


def load(path):
    return YAML(typ="safe").load(path.read_text())


def git(folder, *arguments):
    settings = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


class Host:
    """A web server with the published site, and the `curl` that finds it under its name."""

    def __init__(self, folder):
        self.site, self.is_broken = folder / "www", False
        self.site.mkdir()
        host = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self):
                if host.is_broken:
                    return self.send_error(500)
                super().do_GET()

            def log_message(self, *_):
                pass

        handler = functools.partial(Handler, directory=self.site)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.bin = folder / "bin"
        self.bin.mkdir()
        real, here = shutil.which("curl"), f"http://127.0.0.1:{self.server.server_port}"
        script = f'from={ADDRESS} to={here}\nfor word do shift; set -- "$@" "${{word/#$from/$to}}"; done\n'
        (self.bin / "curl").write_text(f'#!/usr/bin/env bash\n{script}exec {real} --retry-delay 1 "$@"\n')
        (self.bin / "curl").chmod(0o755)

    def deploy(self, folder):
        shutil.rmtree(self.site)
        shutil.copytree(folder, self.site)


def filled(text, known):
    """A text with its `${{ … }}`; what nobody said is empty."""
    return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", lambda found: str(known.get(found[1], "")), str(text))


def run_steps(steps, folder, known, environment, host):
    """The scripts of a job or action; outputs by step. `known` are the values of expressions."""
    global steps_run
    files = {name: folder.parent / name for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")}
    files["GITHUB_STEP_SUMMARY"].write_text("")
    path, said = f"{host.bin}:{os.environ['PATH']}", ""
    for step in steps:
        condition = step.get("if")
        if "run" not in step or (condition and known.get(condition.split(" == ")[0]) != "true"):
            continue
        for name in ("GITHUB_OUTPUT", "GITHUB_PATH"):
            files[name].write_text("")
        named = {key: filled(value, known) for key, value in {**environment, **step.get("env", {})}.items()}
        everything = {**os.environ, **named, **{key: str(value) for key, value in files.items()}, "PATH": path}
        done = subprocess.run([*BASH, step["run"]], cwd=folder, env=everything, capture_output=True, text=True)
        steps_run += 1
        said += done.stdout + done.stderr
        if done.returncode:
            raise Failed(f"{step.get('name')}: exit code {done.returncode}\n{said}")
        for line in files["GITHUB_OUTPUT"].read_text().splitlines():
            key, value = line.split("=", 1)
            known[f"steps.{step['id']}.outputs.{key}"] = value
        path = "".join(f"{line}:" for line in files["GITHUB_PATH"].read_text().splitlines()) + path
    return said + files["GITHUB_STEP_SUMMARY"].read_text()


def github(site, host, temp):
    """One run of the workflow that `init --ci github` writes: what it says, and whether it would deploy."""
    clone = fresh(site, temp)
    home = temp / "home"
    (home / ".cargo/bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(PROGRAM, home / ".cargo/bin/shortfall")
    workflow = load(clone / ".github/workflows/site.yml")
    known = {"steps.pages.outputs.base_url": ADDRESS}
    environment = {**workflow["env"], "HOME": home, "RUNNER_TEMP": temp}
    said = run_steps(workflow["jobs"]["build"]["steps"], clone, known, environment, host)
    return said, known["steps.compare.outputs.changed"] == "true", clone / "output"


def action(site, host, temp):
    """One run of `action.yml`, with the program in the cache as an earlier run would have left it."""
    clone = fresh(site, temp)
    described = load(HERE / "action.yml")
    known = {f"inputs.{name}": value["default"] for name, value in described["inputs"].items()}
    known.update({"inputs.base-url": ADDRESS, "inputs.fail-if-older-than": "9999w", "runner.temp": temp})
    (temp / "shortfall-program/bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(PROGRAM, temp / "shortfall-program/bin/shortfall")
    environment = {"RUNNER_TEMP": temp, "GITHUB_ACTION_PATH": HERE}
    said = run_steps(described["runs"]["steps"], clone, known, environment, host)
    changed = filled(described["outputs"]["changed"]["value"], known)
    return said, changed == "true", clone / filled(described["outputs"]["output"]["value"], known)


def gitlab(site, host, temp):
    """One run of the pipeline that `init --ci gitlab` writes; code 77 is allowed, and deploys nothing."""
    global steps_run
    clone = fresh(site, temp)
    job = load(clone / ".gitlab-ci.yml")["pages"]
    (clone / ".tools/bin").mkdir(parents=True)
    shutil.copy(PROGRAM, clone / ".tools/bin/shortfall")
    environment = {**os.environ, "CI_PROJECT_DIR": str(clone), "CI_PAGES_URL": ADDRESS, **job["variables"]}
    environment["PATH"] = f"{host.bin}:{os.environ['PATH']}"
    script = "\n".join(job["script"])
    done = subprocess.run([*BASH, script], cwd=clone, env=environment, capture_output=True, text=True)
    steps_run += len(job["script"])
    if done.returncode not in (0, job["allow_failure"]["exit_codes"]):
        raise Failed(done.stdout + done.stderr)
    return done.stdout + done.stderr, done.returncode == 0, clone / job["artifacts"]["paths"][0]


def fresh(site, temp):
    clone = temp / "clone"
    shutil.rmtree(clone, ignore_errors=True)
    git(temp, "clone", "--quiet", "--depth", "1", site.as_uri(), clone.name)
    return clone


def commit(site, message):
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message", message)


def a_life(service, run, folder):
    """What happens to a published site, in order."""
    site, temp = folder / "site", folder / "temp"
    temp.mkdir(parents=True)
    host = Host(folder)
    subprocess.run([PROGRAM, "init", site, "--ci", service], check=True, capture_output=True)
    # What is published and when is the question, and not how much.
    with (site / "content/site.yaml").open("a") as settings:
        settings.write("\nreport_charts: [ladder]\nnewsletter: { kits: false }\n")
    git(site, "init", "--quiet")
    commit(site, "First")
    said, changed, output = run(site, host, temp)
    assert changed and "| all | 4,524 |" in said, said
    host.deploy(output)
    said, changed, _ = run(site, host, temp)
    assert not changed and "nothing is" in said, said
    arguments = ["--root", site, "new", "snapshot", "2026-01-26", "--set", "harbour-dao.stage=committed"]
    subprocess.run([PROGRAM, *arguments], check=True, capture_output=True)
    commit(site, "Second")
    said, changed, output = run(site, host, temp)
    assert changed and "0 dropped" in said, said
    host.deploy(output)
    (site / "content/snapshots/2026-01-26.yaml").unlink()
    commit(site, "A snapshot is lost")
    try:
        run(site, host, temp)
    except Failed as failed:
        assert "error[dropped-address]" in str(failed), failed
    else:
        raise AssertionError("a dropped address was published")
    git(site, "revert", "--no-edit", "HEAD")
    host.is_broken = True
    if service == "gitlab":
        # It cannot be asked, as where only members may see it: then it is deployed.
        assert run(site, host, temp)[1]
    else:
        try:
            run(site, host, temp)
        except Failed as failed:
            assert "the published site answers 500" in str(failed), failed
        else:
            raise AssertionError("a published site that cannot be asked was taken for none")
    host.server.shutdown()


def release(folder):
    """The scripts that pack a release, with the program as if it had been built for this target."""
    global steps_run
    clone, jobs = fresh(HERE, folder), load(HERE / ".github/workflows/release.yml")["jobs"]
    version = re.search(r'^version = "(.*)"', (clone / "Cargo.toml").read_text(), re.M)[1]
    target = jobs["build"]["strategy"]["matrix"]["include"][0]["target"]
    (clone / "target" / target / "release").mkdir(parents=True)
    shutil.copy(PROGRAM, clone / "target" / target / "release/shortfall")
    environment = {**os.environ, "TARGET": target, "GITHUB_REF_NAME": f"v{version}", "RUNNER_OS": "Linux"}
    scripts = {step["name"]: step["run"] for job in jobs.values() for step in job["steps"] if "run" in step}
    archive = f"shortfall-v{version}-{target}.tar.gz"
    # The job that publishes has the archives alone.
    publishing = folder / "publish"
    publishing.mkdir()
    for name, where in (("The tag is the version", clone), ("Pack", clone), ("Checksums", publishing)):
        subprocess.run([*BASH, scripts[name]], cwd=where, env=environment, check=True, capture_output=True)
        steps_run += 1
        if name == "Pack":
            shutil.copy(clone / archive, publishing)
    packed = subprocess.run(["tar", "-tf", archive], cwd=publishing, capture_output=True, check=True)
    assert b"/shortfall\n" in packed.stdout and b"/LICENSE-MIT\n" in packed.stdout, packed
    assert archive in (publishing / "SHA256SUMS").read_text()
    environment["GITHUB_REF_NAME"] = "v9.9.9"
    wrong = subprocess.run([*BASH, scripts["The tag is the version"]], cwd=clone, env=environment)
    assert wrong.returncode, "a tag that is not the version was released"


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    for name, service, run in (("github", "github", github), ("action", "github", action), ("gitlab", "gitlab", gitlab)):
        a_life(service, run, folder / name)
    release(folder)
print(f"{steps_run} scripts of the workflows, the action and the pipeline did what they should in clean clones")
