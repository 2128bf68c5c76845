"""A phone-sized Chromium without JavaScript, driven by WebDriver over plain HTTP."""
import base64
import json
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Driver:
    """Debian's chromedriver, on a port that it chooses itself."""

    def __init__(self):
        self.phones = []
        self.process = subprocess.Popen(["chromedriver", "--port=0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if found := re.search(r"successfully on port (\d+)", line):
                self.url = f"http://127.0.0.1:{found[1]}"
                return
        raise SystemExit("FAILED: chromedriver did not start; apt-get install chromium chromium-driver")

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise SystemExit(f"FAILED: {method} {path}: {error.read().decode()[:600]}")

    def close(self):
        """Ends the browsers that are still there, and itself."""
        for phone in list(self.phones):
            try:
                phone.close()
            except (SystemExit, OSError) as error:
                print("a browser did not end:", error)
        self.process.terminate()
        self.process.wait()


class Phone:
    """One browser window of a phone's size."""

    def __init__(self, driver, width=360, height=640, dark=False):
        self.driver, self.width, self.height = driver, width, height
        self.profile = tempfile.mkdtemp(prefix="tocsin-phone-")
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                     f"--user-data-dir={self.profile}"]
        if dark:
            arguments.append("--blink-settings=preferredColorScheme=0")
        options = {
            "args": arguments,
            "prefs": {"profile.managed_default_content_settings.javascript": 2},
            "mobileEmulation": {"deviceMetrics": {"width": width, "height": height, "pixelRatio": 2.0, "touch": False}},
        }
        made = driver.ask("POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.session = f"/session/{made['sessionId']}"
        driver.phones.append(self)

    def open(self, url):
        self.driver.ask("POST", self.session + "/url", {"url": url})

    def find(self, selector):
        """All elements that fit a CSS selector."""
        found = self.driver.ask("POST", self.session + "/elements", {"using": "css selector", "value": selector})
        return [element[ELEMENT] for element in found]

    def text(self, selector="body"):
        return "\n".join(self.driver.ask("GET", f"{self.session}/element/{one}/text") for one in self.find(selector))

    def rect(self, element):
        return self.driver.ask("GET", f"{self.session}/element/{element}/rect")

    def property(self, element, name):
        return self.driver.ask("GET", f"{self.session}/element/{element}/property/{name}")

    def style(self, element, name):
        return self.driver.ask("GET", f"{self.session}/element/{element}/css/{name}")

    def press(self, element):
        self.driver.ask("POST", f"{self.session}/element/{element}/click", {})

    def write(self, element, text):
        self.driver.ask("POST", f"{self.session}/element/{element}/value", {"text": text})

    def shoot(self, path):
        path.write_bytes(base64.b64decode(self.driver.ask("GET", self.session + "/screenshot")))

    def close(self):
        self.driver.phones.remove(self)
        self.driver.ask("DELETE", self.session)
        shutil.rmtree(self.profile, ignore_errors=True)
