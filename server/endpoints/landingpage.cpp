// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/landingpage.h"

#include "server/api/webaddress.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>

/// Qt leaves out resources of a static library unless code outside any namespace asks for them.
static void initializeResources()
{
    Q_INIT_RESOURCE(server);
}

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Page {
    QByteArray html;
    QByteArray script; ///< Its source expression in the policy, `'sha256-…'`.
    QByteArray style;
};

/// CSP Level 3, 2.3.1: the digest of the text inside the element, which occurs once.
QByteArray sourceOf(const QByteArray &html, const QByteArray &element)
{
    const QByteArray opening = '<' + element + '>';
    const QByteArray closing = "</" + element + '>';
    const qsizetype begin = html.indexOf(opening) + opening.size();
    const qsizetype end = html.indexOf(closing, begin);
    const QByteArray digest = QCryptographicHash::hash(
        QByteArrayView(html).sliced(begin, end - begin), QCryptographicHash::Sha256);
    return "'sha256-" + digest.toBase64() + '\'';
}

Page loadPage()
{
    initializeResources();
    QFile file(u":/server/landingpage.html"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the program was built without its page");
    const QByteArray html = file.readAll();
    return { html, sourceOf(html, "script"), sourceOf(html, "style") };
}

/// `'self'` is the page's own scheme and host; in older browsers it does not include ws://. A page
/// on this machine may use any loopback name.
QByteArray connectSources(const HttpRequest &request)
{
    const QString authority = QString::fromUtf8(request.header("Host")).toLower();
    const QString host = hostOfAuthority(authority);
    QByteArray sources = "'self'";
    if (isLocalhostName(host) || host == "127.0.0.1"_L1)
        sources += " ws://localhost:* wss://localhost:* ws://127.0.0.1:* wss://127.0.0.1:*";
    else if (!host.isNull() && !host.startsWith(u'[')) // The policy's grammar lacks IPv6.
        sources += " ws://" + authority.toLatin1() + " wss://" + authority.toLatin1();
    return sources;
}

} // namespace

HttpResponse landingPage(const HttpRequest &request)
{
    static const Page page = loadPage();
    HttpResponse response { 200, page.html, {} };
    response.contentType = "text/html; charset=utf-8";
    return std::move(response)
        .with("Content-Security-Policy",
            "default-src 'none'; script-src " + page.script + "; style-src " + page.style
                + "; img-src data:; connect-src " + connectSources(request)
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .with("X-Content-Type-Options", "nosniff")
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin");
}

} // namespace broadcaster
