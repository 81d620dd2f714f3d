"""How a fact is sent, on its page: the sample above, by what is at hand. The programs differ from page to page by the file alone."""

from __future__ import annotations

from collections.abc import Iterable

_BEFORE = """\
把上面的样例存为 `{file}`，`source` 写本单位的代号。地址和令牌由县政务公开办公室给出；先用试投令牌，同一道门判断，不计入任何数据。
Save the sample above as `{file}`, with your own slug in `source`. The county office gives you `GONGKAI_GATEWAY_URL` and `GONGKAI_TOKEN`;
begin with a test token: the same door judges, and nothing is counted. On Kafka `kcat.conf` is that of
[integrating.md](../../docs/integrating.md#kcat) and `GONGKAI_INBOX` is `dept.<org>.events`, with a test key `dept.<org>.events-test`."""

_CURL = """\
printf 'Authorization: Bearer %s' "$GONGKAI_TOKEN" |
    curl -sS --fail-with-body "$GONGKAI_GATEWAY_URL/v1/events" -H @- \\
    -H "Content-Type: application/cloudevents+json" --data-binary @{file}
"""

_KCAT = """\
kcat -F kcat.conf -P -t "$GONGKAI_INBOX" -H content-type=application/cloudevents+json {file}
"""

_PYTHON = """\
import os
import sys
import urllib.error
import urllib.request

with open("{file}", "rb") as fact:
    request = urllib.request.Request(
        os.environ["GONGKAI_GATEWAY_URL"] + "/v1/events",
        data=fact.read(),
        headers={{
            "Authorization": "Bearer " + os.environ["GONGKAI_TOKEN"],
            "Content-Type": "application/cloudevents+json",
        }},
    )
try:
    with urllib.request.urlopen(request) as answer:
        print(answer.read().decode())
except urllib.error.HTTPError as refused:
    sys.exit(refused.read().decode())
"""

_JAVA = """\
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

public class Send {{
    public static void main(String[] arguments) throws Exception {{
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("GONGKAI_GATEWAY_URL") + "/v1/events"))
                .header("Authorization", "Bearer " + System.getenv("GONGKAI_TOKEN"))
                .header("Content-Type", "application/cloudevents+json")
                .POST(HttpRequest.BodyPublishers.ofFile(Path.of("{file}")))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.body());
        System.exit(answer.statusCode() < 300 ? 0 : 1);
    }}
}}
"""

_WAYS = (("curl", "sh", _CURL), ("kcat", "sh", _KCAT), ("Python", "python", _PYTHON), ("Java", "java", _JAVA))


def sending(name: str) -> Iterable[str]:
    """The section about sending facts of the type ``name``."""
    file = f"{name}.json"
    yield "## 发送 Sending"
    yield _BEFORE.format(file=file)
    for way, language, program in _WAYS:
        yield f"### {way}"
        yield f"```{language}\n{program.format(file=file)}```"
