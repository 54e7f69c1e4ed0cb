<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>broadcaster::BrokerStatus</name>
    <message numerus="yes">
        <source>%Ln project(s)</source>
        <translation>
            <numerusform>%Ln project</numerusform>
            <numerusform>%Ln projects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln client</numerusform>
            <numerusform>%Ln clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureOpener</name>
    <message numerus="yes">
        <source>%Ln lines are not messages</source>
        <translation>
            <numerusform>%Ln line is not a message</numerusform>
            <numerusform>%Ln lines are not messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages cannot be read</source>
        <translation>
            <numerusform>%Ln message cannot be read</numerusform>
            <numerusform>%Ln messages cannot be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ClearUndo</name>
    <message numerus="yes">
        <source>%Ln messages cleared.</source>
        <translation>
            <numerusform>%Ln message cleared.</numerusform>
            <numerusform>%Ln messages cleared.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsPage</name>
    <message numerus="yes">
        <source>%Ln clients</source>
        <translation>
            <numerusform>%Ln client</numerusform>
            <numerusform>%Ln clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients are selected.</source>
        <translation>
            <numerusform>%Ln client is selected.</numerusform>
            <numerusform>%Ln clients are selected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %Ln clients?</source>
        <translation>
            <numerusform>Disconnect %Ln client?</numerusform>
            <numerusform>Disconnect %Ln clients?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::CommentDialog</name>
    <message numerus="yes">
        <source>Comment on %Ln messages</source>
        <translation>
            <numerusform>Comment on %Ln message</numerusform>
            <numerusform>Comment on %Ln messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::CompareView</name>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): more than %Ln differences, the first are shown.</source>
        <translation>
            <numerusform>%1 (marked) and %2 (this): more than %Ln difference, the first is shown.</numerusform>
            <numerusform>%1 (marked) and %2 (this): more than %Ln differences, the first are shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): %Ln difference(s).</source>
        <translation>
            <numerusform>%1 (marked) and %2 (this): %Ln difference.</numerusform>
            <numerusform>%1 (marked) and %2 (this): %Ln differences.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::Composer</name>
    <message numerus="yes">
        <source>Would reach %1 of %Ln client(s)</source>
        <translation>
            <numerusform>Would reach %1 of %Ln client</numerusform>
            <numerusform>Would reach %1 of %Ln clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %2 clients, and %Ln admin(s) would get a copy</source>
        <translation>
            <numerusform>Would reach %1 of %2 clients, and %Ln admin would get a copy</numerusform>
            <numerusform>Would reach %1 of %2 clients, and %Ln admins would get a copy</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationCopy</name>
    <message numerus="yes">
        <source>%Ln message(s) copied, with requests and replies.</source>
        <translation>
            <numerusform>%Ln message copied, with requests and replies.</numerusform>
            <numerusform>%Ln messages copied, with requests and replies.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied alone: requests and replies are found while the column Reply is shown.</source>
        <translation>
            <numerusform>%Ln message copied alone: requests and replies are found while the column Reply is shown.</numerusform>
            <numerusform>%Ln messages copied alone: requests and replies are found while the column Reply is shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationReport</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <extracomment>After a list of clients</extracomment>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationText</name>
    <message numerus="yes">
        <source>%n more replies</source>
        <translation>
            <numerusform>%n more reply</numerusform>
            <numerusform>%n more replies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsPage</name>
    <message numerus="yes">
        <source>%n more projects</source>
        <translation>
            <numerusform>%n more project</numerusform>
            <numerusform>%n more projects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryView</name>
    <message numerus="yes">
        <source>%Ln clients that have not got the message are counted above, but shown below as if it had been sent to them.</source>
        <translation>
            <numerusform>%Ln client that has not got the message is counted above, but shown below as if it had been sent to it.</numerusform>
            <numerusform>%Ln clients that have not got the message are counted above, but shown below as if it had been sent to them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are connected to other brokers. They count as sent above.</source>
        <translation>
            <numerusform>%Ln of them is connected to another broker. It counts as sent above.</numerusform>
            <numerusform>%Ln of them are connected to other brokers. They count as sent above.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::KeyActions</name>
    <message numerus="yes">
        <source>%Ln connections that use it will be closed.</source>
        <translation>
            <numerusform>%Ln connection that uses it will be closed.</numerusform>
            <numerusform>%Ln connections that use it will be closed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::MainWindow</name>
    <message numerus="yes">
        <source>Close and disconnect %Ln client(s)?</source>
        <translation>
            <numerusform>Close and disconnect %Ln client?</numerusform>
            <numerusform>Close and disconnect %Ln clients?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::OriginsSection</name>
    <message numerus="yes">
        <source>refused %Ln times</source>
        <translation>
            <numerusform>refused %Ln time</numerusform>
            <numerusform>refused %Ln times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectListModel</name>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln client</numerusform>
            <numerusform>%Ln clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedView</name>
    <message numerus="yes">
        <source>No reply to your messages yet. %Ln other message(s) came.</source>
        <translation>
            <numerusform>No reply to your messages yet. %Ln other message came.</numerusform>
            <numerusform>No reply to your messages yet. %Ln other messages came.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyChart</name>
    <message numerus="yes">
        <source>p95 %1, p50 %2, %n replies</source>
        <translation>
            <numerusform>p95 %1, p50 %2, %n reply</numerusform>
            <numerusform>p95 %1, p50 %2, %n replies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n errors</source>
        <translation>
            <numerusform>, %n error</numerusform>
            <numerusform>, %n errors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyTexts</name>
    <message numerus="yes">
        <source>%1, %n replies</source>
        <extracomment>Time of the first reply, and how many have come: 8 ms, 2 replies</extracomment>
        <translation>
            <numerusform>%1, %n reply</numerusform>
            <numerusform>%1, %n replies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::RowMarks</name>
    <message numerus="yes">
        <source>%Ln messages got no comment: they are no longer kept, or there is no room.</source>
        <translation>
            <numerusform>%Ln message got no comment: it is no longer kept, or there is no room.</numerusform>
            <numerusform>%Ln messages got no comment: they are no longer kept, or there is no room.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::SequencePane</name>
    <message numerus="yes">
        <source>%Ln messages copied as Mermaid.</source>
        <translation>
            <numerusform>%Ln message copied as Mermaid.</numerusform>
            <numerusform>%Ln messages copied as Mermaid.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>%Ln lane</numerusform>
            <numerusform>%Ln lanes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerLine</name>
    <message numerus="yes">
        <source>Connected, %1 commands, %Ln reconnects</source>
        <translation>
            <numerusform>Connected, %1 commands, %Ln reconnect</numerusform>
            <numerusform>Connected, %1 commands, %Ln reconnects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerPage</name>
    <message numerus="yes">
        <source>Not applied yet. Applying restarts the broker and closes %Ln connections.</source>
        <translation>
            <numerusform>Not applied yet. Applying restarts the broker and closes %Ln connection.</numerusform>
            <numerusform>Not applied yet. Applying restarts the broker and closes %Ln connections.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The changes need a restart, which closes %Ln connections.</source>
        <translation>
            <numerusform>The changes need a restart, which closes %Ln connection.</numerusform>
            <numerusform>The changes need a restart, which closes %Ln connections.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes on the Server page are not applied.</source>
        <translation>
            <numerusform>%Ln change on the Server page is not applied.</numerusform>
            <numerusform>%Ln changes on the Server page are not applied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::SidebarDelegate</name>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln client</numerusform>
            <numerusform>%Ln clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::StatusSection</name>
    <message numerus="yes">
        <source>%Ln connections are closed. All counts are written first.</source>
        <translation>
            <numerusform>%Ln connection is closed. All counts are written first.</numerusform>
            <numerusform>%Ln connections are closed. All counts are written first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TlsSection</name>
    <message numerus="yes">
        <source>%1, expires on %2, in %Ln days.</source>
        <translation>
            <numerusform>%1, expires on %2, in %Ln day.</numerusform>
            <numerusform>%1, expires on %2, in %Ln days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficFiles</name>
    <message numerus="yes">
        <source>%Ln messages saved in %1.</source>
        <extracomment>The place is the path of a file</extracomment>
        <translation>
            <numerusform>%Ln message saved in %1.</numerusform>
            <numerusform>%Ln messages saved in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficPage</name>
    <message numerus="yes">
        <source>%Ln captured message(s) are not saved.</source>
        <translation>
            <numerusform>%Ln captured message is not saved.</numerusform>
            <numerusform>%Ln captured messages are not saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficStatus</name>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln not recorded</numerusform>
            <numerusform>%Ln not recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The broker was faster than the window: %Ln changes of deliveries were not recorded, so some messages are shown as sent or queued that were dropped.</source>
        <translation>
            <numerusform>The broker was faster than the window: %Ln change of a delivery was not recorded, so a message may be shown as sent or queued that was dropped.</numerusform>
            <numerusform>The broker was faster than the window: %Ln changes of deliveries were not recorded, so some messages may be shown as sent or queued that were dropped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln marks lost</source>
        <translation>
            <numerusform>%Ln mark lost</numerusform>
            <numerusform>%Ln marks lost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficText</name>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln not recorded</numerusform>
            <numerusform>%Ln not recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages were not recorded here: there were more than the window takes.</source>
        <translation>
            <numerusform>%Ln message was not recorded here: there were more than the window takes.</numerusform>
            <numerusform>%Ln messages were not recorded here: there were more than the window takes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::UndeliveredLine</name>
    <message numerus="yes">
        <source>%Ln message(s) reached nobody.</source>
        <translation>
            <numerusform>%Ln message reached nobody.</numerusform>
            <numerusform>%Ln messages reached nobody.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) were dropped at a client.</source>
        <translation>
            <numerusform>%Ln message was dropped at a client.</numerusform>
            <numerusform>%Ln messages were dropped at a client.</numerusform>
        </translation>
    </message>
</context>
</TS>
