// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/events.h"
#include "server/api/link.h"
#include "server/api/operations.h"
#include "server/api/question.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>
#include <QtCore/QPromise>

#include <functional>

namespace broadcaster {

/// A broker, wherever it runs: answers operations and reports events. Asked on its own thread;
/// answers and events come there.
class Console : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const Snapshot &now() const { return m_now; }
    /// The way to the broker; Inside, unless the console says otherwise.
    [[nodiscard]] const Link &link() const { return m_link; }
    template <AnOperation Op>
    [[nodiscard]] Obstacle obstacleTo() const
    {
        return m_link.obstacleTo(Op::about);
    }
    template <AnOperation Op>
    [[nodiscard]] bool may() const
    {
        return obstacleTo<Op>() == Obstacle::None;
    }

    template <AnOperation Op>
    using Answered = Result<typename Op::Answer>;

    /// Calls `done` once, on the console's thread; not at all if the broker ends before it has
    /// answered.
    template <AnOperation Op>
    void ask(Op op, Principal caller, std::function<void(const Answered<Op> &answer)> done)
    {
        static_assert(!holdsSecret<typename Op::Answer>() || Op::about.right == Right::Keys,
            "an answer with a key in it needs Right::Keys");
        ProjectId project;
        if constexpr (requires { op.project; })
            project = op.project;
        submit({ indexIn<Op>(Operations()), Op::about.right, std::move(project), std::move(caller),
            std::make_shared<const Op>(std::move(op)),
            [done = std::move(done)](const std::shared_ptr<const void> &answer) {
                done(*static_cast<const Answered<Op> *>(answer.get()));
            } });
    }
    /// The same in the name of the console's user. Fails with Stopped if the broker stops before it
    /// has answered.
    template <AnOperation Op>
    QFuture<Answered<Op>> ask(Op op)
    {
        struct Promise : QPromise<Answered<Op>> {
            Promise() { this->start(); }
            ~Promise() { give(stoppedError()); }
            void give(const Answered<Op> &answer)
            {
                if (!this->future().isFinished()) {
                    this->addResult(answer);
                    this->finish();
                }
            }
        };
        auto promise = std::make_shared<Promise>();
        QFuture<Answered<Op>> future = promise->future();
        ask<Op>(std::move(op), Principal::console(),
            [promise](const Answered<Op> &answer) { promise->give(answer); });
        return future;
    }

    /// Calls `happened`, with the event or with nothing, for each event of this kind until the
    /// context is destroyed.
    template <typename E, typename Happened>
    void on(QObject *context, Happened happened)
    {
        connect(this, &Console::happened, context, [happened](const Event &event) {
            const E *wanted = std::get_if<E>(&event);
            if (!wanted)
                return;
            if constexpr (std::is_invocable_v<const Happened &>)
                happened();
            else
                happened(*wanted);
        });
    }

    /// TrafficArrived is reported while an observer is attached, and costs the broker nothing
    /// before. Each observer counts once; an observer that is destroyed is detached.
    virtual void attachObserver(QObject *observer) = 0;
    virtual void detachObserver(QObject *observer) = 0;
    /// The traffic that a broker elsewhere sends from now on. Inside, everything is reported.
    virtual void setTrafficWish(const TrafficWish &) { }
    /// Asks a broker elsewhere for the whole of a message of which only the beginning came
    /// (TrafficRecord::missing). Fails with NotFound when it is no longer kept there.
    virtual void fetch(quint64, std::function<void(const Result<QByteArray> &message)> done)
    {
        done(Error { ErrorCode::NotFound, QStringLiteral("No message is cut here.") });
    }

    /// Called by ask().
    virtual void submit(Question question) = 0;

Q_SIGNALS:
    void happened(const broadcaster::Event &event);
    /// The value of link() has changed.
    void linkChanged();

protected:
    void tell(const Event &event)
    {
        m_now.add(event);
        Q_EMIT happened(event);
    }
    void setLink(const Link &link)
    {
        m_link = link;
        Q_EMIT linkChanged();
    }
    Snapshot m_now;

private:
    Link m_link;
};

} // namespace broadcaster
