"""The system is asked once for each number of a host."""

import socket

from cpstandard.fetch.guard import resolve


def test_each_number_once_in_the_order_of_the_answer(monkeypatch):
    asked = []

    def answers(*question, **more):
        asked.append((question, more))
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1%2", 80, 0, 2)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 80)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 80)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    assert resolve("example.org", 80) == ["fe80::1%2", "192.0.2.7"]
    assert asked == [(("example.org", 80), {"type": socket.SOCK_STREAM})]
