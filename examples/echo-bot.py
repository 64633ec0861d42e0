#!/usr/bin/env python3
"""Says back what people say to it, over a plain WebSocket. Whatever breaks, each message is answered once.

PARLEY_URL is where, PARLEY_TOKEN who, PARLEY_STATE the file that remembers how far it read (echo-bot.json).
"""
import asyncio
import collections
import json
import os
import random
import re
import sys
import time
import urllib.parse
import urllib.request
import uuid

import websockets

URL = os.environ.get("PARLEY_URL", "http://localhost:3000").rstrip("/")
STATE = os.environ.get("PARLEY_STATE", "echo-bot.json")
AUTHORIZATION = {"Authorization": f"Bearer {os.environ['PARLEY_TOKEN']}"}
# The name that the package has for it since its version 14.
HEADERS = "extra_headers" if int(websockets.__version__.split(".")[0]) < 14 else "additional_headers"
MAX_WAITING = 1_000


class Behind(Exception):
    """Too much waits in memory: what is left is read again from the server."""


class Closed(Exception):
    """The server said why, and when to come back."""


class Bot:
    def __init__(self):
        # {"epoch": …, "cursors": {roomId: seq}}: everything up to there was answered.
        self.state = json.load(open(STATE)) if os.path.exists(STATE) else None
        self.people = {}

    async def session(self, socket):
        """One connection, until it ends. The first frame is `hello` (CON-1)."""
        self.socket, self.waiting = socket, collections.deque()
        hello = json.loads(await socket.recv())
        if hello["event"] == "closing":
            raise Closed(hello["payload"])
        self.me = hello["payload"]["user"]["id"]
        if self.state is None:  # What was said before the first start is past.
            heads = {room["roomId"]: room["head"] for room in hello["payload"]["rooms"]}
            self.state = {"epoch": hello["payload"]["epoch"], "cursors": heads}
            self.save()
        await self.catch_up()
        print("listening", flush=True)
        while True:
            await self.hear(self.waiting.popleft() if self.waiting else json.loads(await socket.recv()))

    async def hear(self, frame):
        event, payload = frame.get("event"), frame.get("payload", {})
        if event == "closing":
            raise Closed(payload)
        if event in ("room.added", "room.reset"):
            await self.catch_up()
        elif "seq" in frame and frame["roomId"] in self.state["cursors"]:
            room, seq = frame["roomId"], frame["seq"]
            if seq <= self.state["cursors"][room]:
                return
            if frame.get("after", seq - 1) > self.state["cursors"][room]:  # A hole (SEQ-4).
                await self.catch_up()
            else:
                await self.answer_all(room, payload.get("messages", []), seq)

    async def catch_up(self):
        """What was missed, by `sync` (SYN-1). A cursor never expires."""
        again = True
        while again:
            reply = await self.ask("sync", self.state)
            if not reply["ok"]:
                raise Behind(reply["error"]["message"])
            if reply["payload"]["epoch"] != self.state["epoch"]:  # A restored backup: seqs mean something else now.
                self.state = {"epoch": reply["payload"]["epoch"], "cursors": {}}
                for room in reply["payload"]["rooms"]:
                    self.state["cursors"][room["roomId"]] = room["head"]
                return
            for room in reply["payload"]["rooms"]:
                if room["status"] == "caughtUp":
                    await self.answer_all(room["roomId"], room.get("payload", {}).get("messages", []), room["head"])
                elif room["status"] == "reset":
                    await self.read_on(room["roomId"])
            again = any(room["status"] == "later" for room in reply["payload"]["rooms"])
        for gone in reply["payload"]["removed"]:
            self.state["cursors"].pop(gone["roomId"], None)

    async def read_on(self, room):
        """More than one catch-up carries, or a room that we came into while we were away: its history, page by page."""
        joined = (await rest(f"/rooms/{room}"))["room"].get("joinedSeq", 0)
        self.state["cursors"][room] = max(joined, self.state["cursors"].get(room, 0))
        more = True
        while more:
            page = await rest(f"/rooms/{room}/messages?limit=200&after={self.state['cursors'][room]}")
            more = page["hasAfter"]
            seqs = [message["seq"] for message in page["messages"]]
            await self.answer_all(room, page["messages"], max(seqs) if more else page["head"])

    async def answer_all(self, room, messages, seq):
        """Each message once, though an edit or a reaction tells of it again; then everything up to `seq` is done."""
        for message in sorted(messages, key=lambda message: message["seq"]):
            if message["seq"] > self.state["cursors"][room] and self.me in message["mentions"]:
                await self.answer(message)
        self.state["cursors"][room] = seq
        self.save()

    def save(self):
        with open(f"{STATE}.new", "w") as file:
            json.dump(self.state, file)
        os.replace(f"{STATE}.new", STATE)

    async def answer(self, message):
        if await self.is_bot(message["authorId"]):  # Two bots that answered each other would never stop.
            return
        said = re.sub(r"<@[^>]*>", "", message["text"]).strip()  # An echo mentions nobody.
        # The same key for the same message: what is asked for twice happens once (ENV-5).
        key = f"echo {message['roomId']} {message['seq']}"
        # At most 8,000 UTF-16 units.
        text = f"You said: {said}".encode("utf-16-le", "surrogatepass")[:16_000].decode("utf-16-le", "ignore")
        while True:
            reply = await self.ask("sendMessage", {"text": text}, message["roomId"], key)
            if reply["ok"] or not reply["error"]["retryable"]:  # Not: a room that was left, or archived.
                return
            await asyncio.sleep(reply["error"].get("retryAfterMs", 1_000) / 1_000)

    async def ask(self, action, payload, room=None, key=None):
        """One command, its reply. What comes in between waits."""
        key = key or str(uuid.uuid4())
        command = {"v": 1, "action": action, "requestId": key, "payload": payload}
        await self.socket.send(json.dumps({**command, "roomId": room} if room else command))
        while True:
            frame = json.loads(await self.socket.recv())
            if frame["type"] == "reply" and frame["requestId"] == key:
                return frame
            if len(self.waiting) >= MAX_WAITING:
                raise Behind("too much at once")
            self.waiting.append(frame)

    async def is_bot(self, user):
        if user not in self.people:
            self.people = {one["id"]: one["bot"] for one in (await rest("/users"))["users"]}
        return self.people.get(user, False)


async def rest(path):
    request = urllib.request.Request(f"{URL}/api/v1{path}", headers=AUTHORIZATION)
    answer = await asyncio.to_thread(urllib.request.urlopen, request, timeout=20)
    with answer:
        return json.load(answer)


async def main():
    bot, tries, address = Bot(), 0, urllib.parse.urlsplit(URL)
    scheme = "wss" if address.scheme == "https" else "ws"
    while True:
        wait, began = None, time.monotonic()
        try:
            async with websockets.connect(f"{scheme}://{address.netloc}/ws/chat", **{HEADERS: AUTHORIZATION}) as socket:
                await bot.session(socket)
        except Closed as closed:
            [payload] = closed.args
            if not payload["reconnect"]:
                sys.exit(f"The server sent us away: {payload['reason']}")
            wait = payload.get("afterMs")
        except websockets.InvalidHandshake as refused:
            if "401" in str(refused):
                sys.exit("PARLEY_TOKEN is no access token (any more).")
        except (OSError, Behind, asyncio.TimeoutError, websockets.ConnectionClosed):
            pass
        # FB-5: anywhere up to twice as long each time, but for the server's own word.
        tries = 0 if time.monotonic() - began > 10 else tries + 1
        await asyncio.sleep(random.uniform(0, min(30, 0.5 * 2**tries)) if wait is None else wait / 1_000)


asyncio.run(main())
