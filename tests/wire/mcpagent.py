# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
"""An agent without a model: asks the broker's tools, in the order in which an operator would, until
one of the answers names the cause of a complaint. It knows nothing but the tools."""
from typing import NamedTuple, Optional


class Complaint(NamedTuple):
    """The words of somebody who uses the broker, and the ids that they know."""

    words: str
    project: str
    sender: Optional[str] = None  # a client id, as far as the complainer knows it
    receiver: Optional[str] = None
    type: Optional[str] = None  # of the message


CLOSED = {4001: "revoked key", 4002: "slow client", 4003: "rate limit", 4004: "dead peer",
          1009: "message too large"}


class Agent:
    def __init__(self, client, say=print):
        self.client = client
        self.say = say

    def ask(self, tool, **arguments):
        arguments = {name: value for name, value in arguments.items() if value is not None}
        written = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
        self.say(f"  asks {tool}({written})")
        return self.client.call(tool, **arguments)

    def learns(self, fact):
        self.say(f"  learns: {fact}")

    def explain(self, complaint):
        """The cause in two words, or None."""
        self.say(f"complaint: {complaint.words}")
        for look in (self.closings, self.message, self.door, self.waiting):
            cause = look(complaint)
            if cause:
                self.say(f"  concludes: {cause}")
                return cause
        self.say("  gives up")
        return None

    def closings(self, complaint):
        """Was a connection closed?"""
        for client in (complaint.receiver, complaint.sender):
            if not client:
                continue
            for event in self.ask("events", projectId=complaint.project, clientId=client)["events"]:
                if event["code"] in CLOSED:
                    self.learns(f"{event['kind']} with {event['code']} {event['reason']!r}")
                    return CLOSED[event["code"]]
        return None

    def message(self, complaint):
        """What became of the message?"""
        if not complaint.sender:
            return None
        condition = f'from.id == "{complaint.sender}"'
        if complaint.type:
            condition += f' && type == "{complaint.type}"'
        for found in self.ask("find", projectId=complaint.project, filter=condition)["messages"]:
            if found["kind"] == "rejected":
                self.learns(f"message {found['number']} was rejected: {found['fault']}")
                return "rejected JSON"
            shown = self.ask("message", number=found["number"])
            for note in shown["notes"]:
                self.learns(note)
                if "to another" in note:
                    return "other project"
            for note in shown["notes"]:
                if "misspelled" in note:
                    return "typo in an id"
                if "Is the type wrong" in note:
                    return "wrong type"
            if complaint.receiver:
                why = self.ask("why", number=found["number"], clientId=complaint.receiver)
                self.learns(why["reason"])
                if why.get("state") in ("queued", "too-slow"):
                    return "slow client"
        return None

    def door(self, complaint):
        """Was a client not let in?"""
        for refused in self.ask("stats", projectId=complaint.project)["refusedClients"]:
            self.learns(f"refused with {refused['status']}: {refused['error']}. {refused['message']}")
            if refused["error"] == "API key required":
                return "required key"
            if refused["error"] == "Invalid API key":
                revoked = self.ask("events", projectId=complaint.project, code=4001)["events"]
                return "revoked key" if revoked else "wrong key"
        return None

    def waiting(self, complaint):
        """Does a client not keep up?"""
        for client in self.ask("clients", projectId=complaint.project)["clients"]:
            if client["bytesWaiting"] > 0:
                self.learns(f"{client['bytesWaiting']} bytes wait for {client['clientId']}")
                return "slow client"
        return None
