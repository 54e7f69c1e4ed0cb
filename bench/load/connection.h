// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/messagetemplate.h"

#include <openssl/types.h>

#include <memory>
#include <vector>

namespace broadcaster::bench {

enum class Stage : quint8 { Unopened, Connecting, Handshake, Greeting, Open, Dead };
enum class Role : quint8 { Sender, Receiver, Dead, Idle };

struct Group;

struct FreeTls {
    void operator()(SSL *tls) const;
};

struct Connection {
    Group *group = nullptr; ///< Null for Role::Dead and Role::Idle.
    std::string project;
    std::string_view type = "runtime";
    int port = 0; ///< Port of its broker.
    Role role = Role::Idle;
    Stage stage = Stage::Unopened;
    int descriptor = -1;
    bool waitsToWrite = false;
    std::string id; ///< The client id from the broker.
    std::string input; ///< An incomplete frame or response.
    std::string output;
    std::size_t written = 0; ///< Bytes of output that were written.
    std::unique_ptr<SSL, FreeTls> tls; ///< Null without TLS.
    std::size_t sealed = 0; ///< TLS: bytes of output that are records; the rest is not encrypted.
    const MessageTemplate *message = nullptr; ///< The message that it sends.
    // The data message that is coming in.
    quint64 received = 0; ///< Data messages before it.
    quint64 frameRest = 0; ///< Bytes of the frame still to come.
    bool inMessage = false;
    std::size_t stampOffset = 0; ///< Offset of the stamp in the last message.
    Stamp stamp;
};

/// One sender and its receivers, in one project.
struct Group {
    Connection *sender = nullptr;
    quint32 receivers = 0;
    quint64 quota = 0; ///< Total of messages it sends.
    quint64 sent = 0;
    quint64 confirmed = 0; ///< Every receiver has all messages below this number.
    /// By message number modulo size: number of receivers that have it.
    std::vector<quint32> arrivals;
    Stamp stamp; ///< Stamp of the next message.
    bool moved = false; ///< `confirmed` moved since the window was last filled.
    std::vector<std::chrono::nanoseconds> due; ///< Paced: messages to send now.
};

} // namespace broadcaster::bench
