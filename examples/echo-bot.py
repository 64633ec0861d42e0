#!/usr/bin/env python3
"""Says back what people say to it, over a plain WebSocket. Whatever breaks, each message is answered once.
(Where it missed more than 500 changes of a room, or came into one while it was away, it begins at the newest message.)

PARLEY_URL is where, PARLEY_TOKEN who, PARLEY_STATE the file that remembers how far it read (echo-bot.json).
"""
import asyncio
import json
import os
import random
import re
import sys
import time
import uuid

import websockets

URL = os.environ.get("PARLEY_URL", "http://localhost:3000").rstrip("/")
STATE = os.environ.get("PARLEY_STATE", "echo-bot.json")
# The name that the package has for it since its version 14.
HEADERS = "extra_headers" if int(websockets.__version__.split(".")[0]) < 14 else "additional_headers"


class Bot:
    def __init__(self):
        # {"epoch": …, "cursors": {roomId: seq}}: everything up to there was answered.
        self.state = json.load(open(STATE)) if os.path.exists(STATE) else {}
        # userId → whether it is a bot.
        self.bots, self.people_at = {}, "1970-01-01T00:00:00.000Z"

    async def session(self, socket):
        """One connection, until it ends. Events only say how far a room is; what was said there, `sync` tells."""
        self.socket = socket
        await self.hear()
        print("listening", flush=True)
        while True:
            if any(head > self.state["cursors"].get(room, -1) for room, head in self.heads.items()):
                await self.catch_up()
            else:
                await self.hear()

    async def hear(self):
        frame = json.loads(await self.socket.recv())
        event, payload = frame.get("event"), frame.get("payload", {})
        if event == "hello":  # The first frame (CON-1).
            self.me = payload["user"]["id"]
            self.heads = {room["roomId"]: room["head"] for room in payload["rooms"]}
            if payload["epoch"] != self.state.get("epoch"):  # The first start, or a restored backup: what was said is past.
                self.state = {"epoch": payload["epoch"], "cursors": dict(self.heads)}
                self.save()
        elif event == "room.added":  # From our joining on.
            room = payload["room"]
            self.state["cursors"][room["roomId"]] = max(room["joinedSeq"], self.state["cursors"].get(room["roomId"], 0))
            self.heads[room["roomId"]] = payload["head"]
        elif event == "room.removed":
            self.heads.pop(payload["roomId"], None)
        elif event == "room.reset":
            self.heads[payload["roomId"]] = payload["head"]
        elif event == "closing":
            if not payload["reconnect"]:
                sys.exit(f"The server sent us away: {payload['reason']}")
            await asyncio.sleep(payload.get("afterMs", 0) / 1_000)
            raise ConnectionError(payload["reason"])
        elif "seq" in frame:
            self.heads[frame["roomId"]] = frame["seq"]
        return frame

    async def ask(self, action, payload, room=None, key=None):
        """One command, again until it is answered for good; its reply."""
        key = key or str(uuid.uuid4())
        command = {"v": 1, "action": action, "requestId": key, "payload": payload, **({"roomId": room} if room else {})}
        while True:
            await self.socket.send(json.dumps(command))
            while (reply := await self.hear()).get("requestId") != key:
                pass
            if reply["ok"] or not reply["error"]["retryable"]:
                return reply
            await asyncio.sleep(reply["error"].get("retryAfterMs", 1_000) / 1_000)

    async def catch_up(self):
        """What was missed (SYN-1). A cursor never expires."""
        missed = (await self.ask("sync", {**self.state, "usersSince": self.people_at}))["payload"]
        self.bots.update((user["id"], user["bot"]) for user in missed["users"])
        self.people_at = missed["at"]
        if missed["epoch"] != self.state["epoch"]:
            return await self.socket.close()  # Its successor says where we are.
        if len(missed["users"]) == 500:
            return  # There are more: first of all we learn who is a bot.
        for gone in missed["removed"]:
            self.heads.pop(gone["roomId"], None)
            self.state["cursors"].pop(gone["roomId"], None)
        for room in missed["rooms"]:
            if room["status"] == "later":
                continue  # It did not fit, and is asked for again.
            messages = room.get("payload", {}).get("messages", [])  # None where it is too much.
            for message in sorted(messages, key=lambda message: message["seq"]):
                # An edit or a reaction tells of a message once more.
                if message["seq"] > self.state["cursors"].get(room["roomId"], room["head"]):
                    await self.answer(message)
            self.state["cursors"][room["roomId"]] = room["head"]
            self.save()

    async def answer(self, message):
        # Two bots that answered each other would never stop.
        if self.me not in message["mentions"] or self.bots.get(message["authorId"], True):
            return
        said = re.sub(r"<@[^>]*>", "", message["text"]).strip()  # An echo mentions nobody.
        # The same key for the same message: what is asked for twice happens once (ENV-5). At most 8,000 UTF-16 units.
        key = f"echo {message['roomId']} {message['seq']}"
        await self.ask("sendMessage", {"text": f"You said: {said}"[:4_000]}, message["roomId"], key)

    def save(self):
        with open(f"{STATE}.new", "w") as file:
            json.dump(self.state, file)
        os.replace(f"{STATE}.new", STATE)


async def main():
    bot, tries, address = Bot(), 0, f"ws{URL.removeprefix('http')}/ws/chat"
    headers = {HEADERS: {"Authorization": f"Bearer {os.environ['PARLEY_TOKEN']}"}}
    while True:
        began = time.monotonic()
        try:
            async with websockets.connect(address, **headers) as socket:
                await bot.session(socket)
        except websockets.InvalidHandshake as refused:
            if "401" in str(refused):
                sys.exit("PARLEY_TOKEN is no access token (any more).")
        except (OSError, asyncio.TimeoutError, websockets.ConnectionClosed):
            pass
        # FB-5: anywhere up to twice as long each time.
        tries = 0 if time.monotonic() - began > 10 else tries + 1
        await asyncio.sleep(random.uniform(0, min(30, 0.5 * 2**tries)))


asyncio.run(main())
