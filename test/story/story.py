"""The program of the story: a caller written in Python with requests.

usage: story.py PLAIN_PROXY GATEWAY

Sends each set of parameters through the plain proxy and through paramap, and prints one line of JSON for each.
"""

import json
import sys

import requests

PLAIN_PROXY, GATEWAY = sys.argv[1:3]

STORY = {
    # requests leaves a parameter out whose value is None.
    "the right name, no age": {"userName": "testuser", "age": None},
    # A program that formats its values itself does not.
    "the text None": {"userName": "testuser", "age": str(None)},
    "the name of the backend": {"username": "testuser"},
}


def main() -> None:
    for title, params in STORY.items():
        for way, server in (("plain", PLAIN_PROXY), ("paramap", GATEWAY)):
            answer = requests.get(f"{server}/users", params=params, timeout=10)
            line = {
                "title": title,
                "way": way,
                "status": answer.status_code,
                "type": answer.headers.get("content-type"),
                "body": answer.text,
            }
            print(json.dumps(line))


if __name__ == "__main__":
    main()
