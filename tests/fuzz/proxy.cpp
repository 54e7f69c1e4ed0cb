// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Headers in which proxies name clients: a PROXY header is read the same however it is split, and
// no text from a client changes how the entry is read that a proxy has added behind it.

#include "server/api/ipaddress.h"
#include "server/base/tuning.h"
#include "server/protocol/forwarded.h"
#include "server/protocol/proxyheader.h"
#include "tests/fuzz/check.h"

using namespace broadcaster;
using State = ProxyHeader::State;

namespace {

void checkAddress(const QByteArray &address)
{
    check(address.isEmpty() || isIpAddress(QString::fromLatin1(address)), "an address is one");
}

void checkProxyHeader(const QByteArray &bytes)
{
    const ProxyHeader whole = parseProxyHeader(bytes);
    checkAddress(whole.address);
    check((whole.state == State::Invalid) == (*whole.reason != '\0'), "only faults have a reason");
    check(whole.size <= limits::MaxProxyHeaderBytes, "a header is within the limit");
    QByteArray come;
    ProxyHeader read;
    forEachPiece(bytes, [&](const QByteArray &piece) {
        come += piece;
        if (read.state == State::Incomplete)
            read = parseProxyHeader(come);
    });
    if (bytes.isEmpty())
        return;
    check(read.state == whole.state, "pieces give the same header");
    check(read.size == whole.size && read.address == whole.address && read.port == whole.port,
        "pieces give the same header");
    if (whole.state == State::Complete)
        check(parseProxyHeader(bytes.first(whole.size - 1)).state == State::Incomplete,
            "a header ends where its size says");
}

void checkHops(const QList<ForwardedHop> &hops, const QByteArray &nearest)
{
    check(hops.constFirst().address == nearest, "the proxy's own entry is read as it is");
    for (const ForwardedHop &hop : hops) {
        checkAddress(hop.address);
        check(!hop.isMalformed || &hop == &hops.constLast(), "a malformed element is the last");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = inputBytes(data, size);
    checkProxyHeader(bytes);
    checkHops(parseForwardedFor(QByteArray(bytes + ", 192.0.2.1")), "192.0.2.1");
    checkHops(parseForwarded(QByteArray(bytes + ", for=192.0.2.1;host=\"a, b\"")), "192.0.2.1");
    checkHops(parseForwarded(QByteArray(bytes + ", for=\"[2001:db8::1]:80\"")), "2001:db8::1");
    return 0;
}
