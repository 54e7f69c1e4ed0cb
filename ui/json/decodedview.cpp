// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/decodedview.h"

#include "inspect/decode/hexdump.h"
#include "ui/base/text.h"
#include "ui/json/decodetext.h"
#include "ui/json/imageview.h"
#include "ui/json/jsontreeview.h"
#include "ui/json/rawtext.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QStackedWidget>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int LeastHeight = 120;

} // namespace

DecodedView::DecodedView(QWidget *parent)
    : QWidget(parent)
    , m_words(new Note(Note::Tone::Dim, this))
    , m_stack(new QStackedWidget(this))
    , m_tree(new JsonTreeView(m_stack))
    , m_text(new RawText(m_stack))
    , m_image(new ImageView(m_stack))
{
    setObjectName(u"decodedView"_s);
    setMinimumHeight(LeastHeight);
    m_words->setObjectName(u"decodedWords"_s);
    m_words->setWordWrap(true);
    m_words->setContentsMargins(2 * LayoutStep, LayoutStep / 2, LayoutStep, LayoutStep / 2);
    m_tree->setObjectName(u"decodedTree"_s);
    m_tree->setAccessibleName(tr("Decoded value as a tree"));
    m_tree->setDetached();
    m_text->setObjectName(u"decodedText"_s);
    m_text->setAccessibleName(tr("Decoded value as text"));
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_image);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_words);
    rows->addWidget(m_stack, 1);
}

void DecodedView::setDecoding(const Decoding &decoding, qint64 nowMs)
{
    m_image->clear();
    m_words->setTone(Note::Tone::Dim);
    m_words->setShown({});
    m_stack->show();
    switch (decoding.kind) {
    case Decoding::Kind::None:
    case Decoding::Kind::Time:
        m_stack->hide();
        m_words->setShown(tr("This value cannot be decoded after all."));
        return;
    case Decoding::Kind::Json:
        return showTree(decoding.bytes);
    case Decoding::Kind::Jwt:
        m_words->setTone(Note::Tone::Warning);
        m_words->setShown(jwtWords(decoding.jwt, nowMs));
        return showTree(QByteArray(
            "{\"header\":" + decoding.jwt.header + ",\"claims\":" + decoding.jwt.claims + '}'));
    case Decoding::Kind::Image:
        return showImage(decoding);
    case Decoding::Kind::Text:
        m_words->setShown(sizeText(decoding.bytes.size()));
        return showText(decoding.bytes);
    case Decoding::Kind::Bytes:
        m_words->setShown(decoding.bytes.size() > MaxDumpedBytes
                ? tr("The first %1 of %2")
                      .arg(sizeText(MaxDumpedBytes), sizeText(decoding.bytes.size()))
                : sizeText(decoding.bytes.size()));
        return showText(hexDump(decoding.bytes));
    }
    m_stack->hide();
}

void DecodedView::showTree(const QByteArray &json)
{
    m_tree->setText(json);
    m_stack->setCurrentWidget(m_tree);
}

void DecodedView::showText(const QByteArray &text)
{
    m_text->setText(text);
    m_stack->setCurrentWidget(m_text);
}

void DecodedView::showImage(const Decoding &decoding)
{
    const QString error = m_image->setFile(decoding.bytes, decoding.imageType);
    const QString type = QString::fromLatin1(decoding.imageType).toUpper();
    const QSize size = m_image->fileSize();
    if (!error.isEmpty()) {
        m_words->setTone(Note::Tone::Warning);
        m_words->setShown(error);
        showText(hexDump(decoding.bytes));
        return;
    }
    //: Type of an image, width, height, size of its file
    m_words->setShown(tr("%1, %2 \u00d7 %3, %4")
                          .arg(type, countText(size.width()), countText(size.height()),
                              sizeText(decoding.bytes.size())));
    m_stack->setCurrentWidget(m_image);
}

void DecodedView::clear()
{
    m_tree->setText({});
    m_text->setText({});
    m_image->clear();
}

} // namespace broadcaster
