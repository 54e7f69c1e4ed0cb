<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>DecodeText</name>
    <message>
        <source>seconds since 1970</source>
        <translation>Sekunden seit 1970</translation>
    </message>
    <message>
        <source>milliseconds since 1970</source>
        <translation>Millisekunden seit 1970</translation>
    </message>
    <message>
        <source>ISO 8601</source>
        <translation>ISO 8601</translation>
    </message>
    <message>
        <source>ISO 8601 without a zone, read as local time</source>
        <translation>ISO 8601 ohne Zeitzone, als Ortszeit gelesen</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>A time that has not come yet: &quot;in 3 min&quot;</extracomment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>JSON inside of a string</source>
        <translation>JSON in einer Zeichenkette</translation>
    </message>
    <message>
        <source>JSON Web Token</source>
        <translation>JSON Web Token</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Text in base64</source>
        <translation>Text in Base64</translation>
    </message>
    <message>
        <source>Bytes in base64</source>
        <translation>Bytes in Base64</translation>
    </message>
    <message>
        <source>%1 local, %2 UTC, %3 (%4)</source>
        <extracomment>A time in a message: local time, UTC, the distance from now, the form in which it is written</extracomment>
        <translation>%1 Ortszeit, %2 UTC, %3 (%4)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A time and its distance from now</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Not verified: the signature was not checked, so anybody may have written this.</source>
        <translation>Nicht geprüft: Die Signatur wurde nicht kontrolliert, jeder kann dies geschrieben haben.</translation>
    </message>
    <message>
        <source>Issued: %1</source>
        <translation>Ausgestellt: %1</translation>
    </message>
    <message>
        <source>Not valid before: %1</source>
        <translation>Nicht gültig vor: %1</translation>
    </message>
    <message>
        <source>Expired: %1</source>
        <translation>Abgelaufen: %1</translation>
    </message>
    <message>
        <source>Expires: %1</source>
        <translation>Läuft ab: %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::AboutDialog</name>
    <message>
        <source>About Broadcaster</source>
        <translation>Über Broadcaster</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>A WebSocket broker for the workstation, and a window on its traffic.</source>
        <translation>Ein WebSocket-Broker für den Arbeitsplatz und ein Fenster auf seinen Verkehr.</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Made with Qt %1 (LGPL), simdjson (Apache 2.0) and Boost (BSL 1.0).</source>
        <translation>Freie Software unter der MIT-Lizenz. Gemacht mit Qt %1 (LGPL), simdjson (Apache 2.0) und Boost (BSL 1.0).</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>Versionen kopieren</translation>
    </message>
</context>
<context>
    <name>broadcaster::ApplyBar</name>
    <message>
        <source>Revert</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Changes not applied yet</source>
        <translation>Änderungen noch nicht angewendet</translation>
    </message>
    <message>
        <source>Revert the changes</source>
        <translation>Die Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Apply the changes</source>
        <translation>Die Änderungen anwenden</translation>
    </message>
    <message>
        <source>No changes to apply.</source>
        <translation>Keine Änderungen anzuwenden.</translation>
    </message>
</context>
<context>
    <name>broadcaster::BarChart</name>
    <message>
        <source>Messages per day</source>
        <translation>Nachrichten je Tag</translation>
    </message>
    <message>
        <source>%1, so far</source>
        <translation>%1, bisher</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 Nachricht</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 Nachrichten</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>broadcaster::BrokerStatus</name>
    <message>
        <source>Open the Server page</source>
        <translation>Zur Seite „Server“</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Listening on</source>
        <translation>Lauscht auf</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Copy the address %1</source>
        <translation>Die Adresse %1 kopieren</translation>
    </message>
    <message>
        <source>Click to copy</source>
        <translation>Klicken, um zu kopieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln project(s)</source>
        <translation>
            <numerusform>%Ln Projekt</numerusform>
            <numerusform>%Ln Projekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln Client</numerusform>
            <numerusform>%Ln Clients</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 messages/s</source>
        <translation>%1 Nachrichten/s</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Nicht gestartet</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>No connection to</source>
        <translation>Keine Verbindung zu</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>Verbunden mit</translation>
    </message>
    <message>
        <source>Open the page %1</source>
        <translation>Zur Seite „%1“</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureBanner</name>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>Back to live messages</source>
        <translation>Zurück zu den Live-Nachrichten</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>Showing %1</source>
        <translation>Gezeigt wird %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureOpener</name>
    <message>
        <source>%1 cannot be read: %2. Choose another file.</source>
        <extracomment>A file&apos;s name, and the system&apos;s reason</extracomment>
        <translation>%1 lässt sich nicht lesen: %2. Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>The file has more than the %1 messages that are kept. Raise the limit and open it again.</source>
        <translation>Die Datei hat mehr als die %1 Nachrichten, die behalten werden. Die Grenze anheben und die Datei erneut öffnen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are not messages</source>
        <translation>
            <numerusform>%Ln Zeile ist keine Nachricht</numerusform>
            <numerusform>%Ln Zeilen sind keine Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1, %2</source>
        <translation>Zeile %1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages cannot be read</source>
        <translation>
            <numerusform>%Ln Nachricht ist nicht lesbar</numerusform>
            <numerusform>%Ln Nachrichten sind nicht lesbar</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureText</name>
    <message>
        <source>Not JSON: the fault is at byte %1 of the line.</source>
        <translation>Kein JSON: der Fehler steht bei Byte %1 der Zeile.</translation>
    </message>
    <message>
        <source>Not a JSON object.</source>
        <translation>Kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>The name of the project is not allowed.</source>
        <translation>Der Name des Projekts ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>The time is not in the form 2026-01-28T12:01:02.114Z.</source>
        <translation>Die Zeit hat nicht die Form 2026-01-28T12:01:02.114Z.</translation>
    </message>
    <message>
        <source>The message is not in base64.</source>
        <translation>Die Nachricht ist nicht in Base64.</translation>
    </message>
    <message>
        <source>The line is too long: it may have %1 MiB.</source>
        <translation>Die Zeile ist zu lang: sie darf %1 MiB haben.</translation>
    </message>
    <message>
        <source>The file cannot be read on (%1). Check the drive it is on, and open it again.</source>
        <translation>Die Datei lässt sich nicht weiterlesen (%1). Das Laufwerk prüfen, auf dem sie liegt, und sie erneut öffnen.</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Make room on the drive or choose another folder; no half file was left.</source>
        <translation>%1 lässt sich nicht schreiben (%2). Auf dem Laufwerk Platz schaffen oder einen anderen Ordner wählen; es blieb keine halbe Datei zurück.</translation>
    </message>
    <message>
        <source>The file is too long: a HAR file may have %1 MiB. Record fewer requests, or save it without the contents of responses.</source>
        <translation>Die Datei ist zu lang: Eine HAR-Datei darf %1 MiB haben. Zeichnen Sie weniger Anfragen auf, oder speichern Sie sie ohne die Inhalte der Antworten.</translation>
    </message>
    <message>
        <source>The file is not a whole HAR file: line %1, byte %2 is not JSON. Save it again in the browser.</source>
        <translation>Die Datei ist keine vollständige HAR-Datei: Zeile %1, Byte %2 ist kein JSON. Speichern Sie sie im Browser noch einmal.</translation>
    </message>
    <message>
        <source>The file is not a HAR file: it has no list log.entries.</source>
        <translation>Die Datei ist keine HAR-Datei: Ihr fehlt die Liste log.entries.</translation>
    </message>
    <message>
        <source>The HAR file has no messages of WebSockets. Open the developer tools before the page connects, and save it again.</source>
        <translation>Die HAR-Datei enthält keine Nachrichten von WebSockets. Öffnen Sie die Entwicklerwerkzeuge, bevor die Seite sich verbindet, und speichern Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>It has no direction, no time or no data.</source>
        <translation>Ihr fehlt die Richtung, die Zeit oder der Inhalt.</translation>
    </message>
    <message>
        <source>Nothing was saved: a HAR file may have %1 MiB. Select fewer messages, or save them as JSON Lines.</source>
        <translation>Nichts wurde gespeichert: Eine HAR-Datei darf %1 MiB haben. Wählen Sie weniger Nachrichten aus, oder speichern Sie sie als JSON Lines.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClearUndo</name>
    <message numerus="yes">
        <source>%Ln messages cleared.</source>
        <translation>
            <numerusform>%Ln Nachricht geleert.</numerusform>
            <numerusform>%Ln Nachrichten geleert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientDetails</name>
    <message>
        <source>client id</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Selected client</source>
        <translation>Ausgewählter Client</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origin</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>%1 of project %2: your own connection, made by the composer</source>
        <translation>%1 im Projekt %2: die eigene Verbindung, hergestellt von „Verfassen“</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>%1 im Projekt %2</translation>
    </message>
    <message>
        <source>since %1, for %2</source>
        <translation>seit %1, schon %2</translation>
    </message>
    <message>
        <source>none (not a browser)</source>
        <translation>keiner (kein Browser)</translation>
    </message>
    <message>
        <source>connected with one</source>
        <translation>mit API-Schlüssel verbunden</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%1… (%2)</source>
        <translation>%1… (%2)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientRenaming</name>
    <message>
        <source>Rename client…</source>
        <translation>Client umbenennen …</translation>
    </message>
    <message>
        <source>Rename %1…</source>
        <translation>%1 umbenennen …</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsEmpty</name>
    <message>
        <source>URL for a runtime</source>
        <translation>URL für runtime</translation>
    </message>
    <message>
        <source>URL for a data agent</source>
        <translation>URL für data-agent</translation>
    </message>
    <message>
        <source>As a runtime</source>
        <translation>Als runtime</translation>
    </message>
    <message>
        <source>As a data agent</source>
        <translation>Als data-agent</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>Demoverkehr anhalten</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>Demoverkehr starten</translation>
    </message>
    <message>
        <source>No client is connected</source>
        <translation>Kein Client ist verbunden</translation>
    </message>
    <message>
        <source>No client of %1 is connected</source>
        <translation>Kein Client von %1 ist verbunden</translation>
    </message>
    <message>
        <source>Connect one with any WebSocket library. It is in this list as soon as it is in. Demo traffic connects three clients to the project demo and lets them talk.</source>
        <translation>Einen Client mit einer beliebigen WebSocket-Bibliothek verbinden. Er steht in dieser Liste, sobald er da ist. Der Demoverkehr verbindet drei Clients mit dem Projekt demo und lässt sie sprechen.</translation>
    </message>
    <message>
        <source>Clients are told, and have a moment to go.</source>
        <translation>Die Clients erfahren es und haben einen Moment, um zu gehen.</translation>
    </message>
    <message>
        <source>Nobody can connect until it is. The Server page says where it listens.</source>
        <translation>Solange er nicht läuft, kann sich niemand verbinden. Die Seite „Server“ zeigt, wo er lauscht.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsModel</name>
    <message>
        <source>%1, your own connection</source>
        <translation>%1, eigene Verbindung</translation>
    </message>
    <message>
        <source>you</source>
        <translation>eigene</translation>
    </message>
    <message>
        <source>Your own connection, made by the composer</source>
        <translation>Die eigene Verbindung, hergestellt von „Verfassen“</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Type with which it connected</source>
        <translation>Typ, mit dem er sich verband</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Messages never leave it</source>
        <translation>Nachrichten verlassen es nie</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Time since it connected</source>
        <translation>Wie lange schon</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Its address, or that of a proxy</source>
        <translation>Von wo er sich verband: er selbst oder ein Proxy</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Nachrichten ein</translation>
    </message>
    <message>
        <source>Messages received from it</source>
        <translation>Von ihm empfangen</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>Nachrichten aus</translation>
    </message>
    <message>
        <source>Messages sent to it</source>
        <translation>An ihn gesendet</translation>
    </message>
    <message>
        <source>Bytes in</source>
        <translation>Bytes ein</translation>
    </message>
    <message>
        <source>Bytes received from it, messages only</source>
        <translation>Von ihm empfangen, nur Nachrichten</translation>
    </message>
    <message>
        <source>Bytes out</source>
        <translation>Bytes aus</translation>
    </message>
    <message>
        <source>Bytes sent to it, frame headers included</source>
        <translation>An ihn gesendet, samt Frame-Headern</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Bytes that wait for it: a slow client has many</source>
        <translation>Von ihm noch nicht abgenommen: ein langsamer Client hat hier viel</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>User agent that it names</source>
        <translation>User-Agent, den er angibt</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origin</translation>
    </message>
    <message>
        <source>Web page on which it runs</source>
        <translation>Die Webseite, auf der er läuft</translation>
    </message>
    <message>
        <source>Name of the client; its id is in the tool tip. F2 renames it</source>
        <translation>Name des Clients; seine Id steht im Tooltip. F2 benennt ihn um</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Letzte Nachricht</translation>
    </message>
    <message>
        <source>Time since the last message from it</source>
        <translation>Zeit seit seiner letzten Nachricht</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Messages per second from it, over the last 5 seconds</source>
        <translation>Nachrichten pro Sekunde von ihm, in den letzten 5 Sekunden</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Broker of the cluster that it is connected to</source>
        <translation>Broker des Clusters, mit dem er verbunden ist</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsPage</name>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Filter traffic</source>
        <translation>Nachrichten filtern</translation>
    </message>
    <message>
        <source>Shows the messages of the selected client, and those sent to it alone</source>
        <translation>Zeigt die Nachrichten des ausgewählten Clients und die nur an ihn</translation>
    </message>
    <message>
        <source>Send to…</source>
        <translation>Senden an…</translation>
    </message>
    <message>
        <source>Opens the composer with a message to the selected client</source>
        <translation>Öffnet „Verfassen“ mit einer Nachricht an den ausgewählten Client</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID kopieren</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Trennen…</translation>
    </message>
    <message>
        <source>Find clients</source>
        <translation>Clients suchen</translation>
    </message>
    <message>
        <source>Show all clients</source>
        <translation>Alle Clients zeigen</translation>
    </message>
    <message>
        <source>No client matches “%1”</source>
        <translation>Kein Client passt zu „%1“</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>1 client</source>
        <translation>1 Client</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients</source>
        <translation>
            <numerusform>%Ln Client</numerusform>
            <numerusform>%Ln Clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients are selected.</source>
        <translation>
            <numerusform>%Ln Client ist ausgewählt.</numerusform>
            <numerusform>%Ln Clients sind ausgewählt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a client to see all that is known of it.</source>
        <translation>Einen Client auswählen, um alles zu sehen, was von ihm bekannt ist.</translation>
    </message>
    <message>
        <source>Disconnect client %1?</source>
        <translation>Client %1 trennen?</translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %Ln clients?</source>
        <translation>
            <numerusform>%Ln Client trennen?</numerusform>
            <numerusform>%Ln Clients trennen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Its connection is closed with code 4000. Most clients connect again by themselves.</source>
        <translation>Seine Verbindung wird mit Code 4000 geschlossen. Die meisten Clients verbinden sich von selbst wieder.</translation>
    </message>
    <message>
        <source>Their connections are closed with code 4000. Most clients connect again by themselves.</source>
        <translation>Ihre Verbindungen werden mit Code 4000 geschlossen. Die meisten Clients verbinden sich von selbst wieder.</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Gives the selected client a name of your own</source>
        <translation>Gibt dem gewählten Client einen eigenen Namen</translation>
    </message>
    <message>
        <source>Find by name, id, type, project, address or user agent</source>
        <translation>Nach Name, Id, Typ, Projekt, Adresse oder User-Agent suchen</translation>
    </message>
    <message>
        <source>Names, ids, types, projects, addresses and user agents are searched for every word.</source>
        <translation>Namen, Ids, Typen, Projekte, Adressen und User-Agents werden nach jedem Wort durchsucht.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Some broker of the cluster has not answered: its clients are missing here.</source>
        <translation>Ein Broker des Clusters hat nicht geantwortet: seine Clients fehlen hier.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsTable</name>
    <message>
        <source>Connected clients</source>
        <translation>Verbundene Clients</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterModel</name>
    <message>
        <source>%1 (this broker)</source>
        <translation>%1 (dieser Broker)</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1: a broker has another id after each start</source>
        <translation>%1: nach jedem Start hat ein Broker eine andere ID</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Name of the broker: --cluster-name</source>
        <translation>Name des Brokers: --cluster-name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Id of the broker, new with each start</source>
        <translation>ID des Brokers, bei jedem Start eine neue</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Version of its program</source>
        <translation>Version seines Programms</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Clients that are connected to it</source>
        <translation>Clients, die mit ihm verbunden sind</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>Projects that have clients there</source>
        <translation>Projekte, die dort Clients haben</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Zuletzt gehört</translation>
    </message>
    <message>
        <source>Time since the latest sign of life</source>
        <translation>Zeit seit dem letzten Lebenszeichen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Messages for clients there, since this broker met it</source>
        <translation>Nachrichten für Clients dort, seit dieser Broker ihn kennt</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Angekommen</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Messages that have neither arrived nor been lost</source>
        <translation>Nachrichten, die weder angekommen noch verloren sind</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Messages that will not arrive; the tool tips say why</source>
        <translation>Nachrichten, die nicht ankommen; die Tooltips sagen, warum</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Bytes here that wait to leave for it</source>
        <translation>Bytes, die hier darauf warten, zu ihm zu gehen</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Messages from its clients that came here</source>
        <translation>Nachrichten seiner Clients, die hierher kamen</translation>
    </message>
    <message>
        <source>Those of them that it has taken</source>
        <translation>Die davon, die er angenommen hat</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterPage</name>
    <message>
        <source>Brokers</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>other brokers cannot be reached</source>
        <translation>andere Broker sind nicht erreichbar</translation>
    </message>
    <message>
        <source>They share the projects of the namespace %1.</source>
        <translation>Sie teilen sich die Projekte des Namensraums %1.</translation>
    </message>
    <message>
        <source>This is the only broker of the namespace %1. Others are listed here within seconds of their start.</source>
        <translation>Dies ist der einzige Broker des Namensraums %1. Andere stehen hier wenige Sekunden nach ihrem Start.</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Der Broker läuft nicht</translation>
    </message>
    <message>
        <source>Nothing is known of a cluster</source>
        <translation>Von einem Cluster ist nichts bekannt</translation>
    </message>
    <message>
        <source>Asking the broker for its cluster</source>
        <translation>Der Broker wird nach seinem Cluster gefragt</translation>
    </message>
    <message>
        <source>This broker is in no cluster</source>
        <translation>Dieser Broker ist in keinem Cluster</translation>
    </message>
    <message>
        <source>Several brokers can share their projects, so that clients meet on any of them. Start each with --cluster and the address of the same Redis server, and with the same --cluster-namespace.</source>
        <translation>Mehrere Broker können sich ihre Projekte teilen, sodass Clients sich auf jedem von ihnen treffen. Dazu jeden mit --cluster und der Adresse desselben Redis-Servers sowie mit demselben --cluster-namespace starten.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterTable</name>
    <message>
        <source>Brokers of the cluster</source>
        <translation>Broker des Clusters</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID kopieren</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterText</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached</source>
        <translation>Andere Broker sind nicht erreichbar</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached: %1</source>
        <translation>Andere Broker sind nicht erreichbar: %1</translation>
    </message>
    <message>
        <source>Messages between brokers arrive</source>
        <translation>Nachrichten zwischen Brokern kommen an</translation>
    </message>
    <message>
        <source>Messages between brokers arrive: %1</source>
        <translation>Nachrichten zwischen Brokern kommen an: %1</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>noch nicht gehört</translation>
    </message>
    <message>
        <source>too much waited here to leave: Redis or the network is too slow</source>
        <translation>zu viel wartete hier auf den Weg: Redis oder das Netz ist zu langsam</translation>
    </message>
    <message>
        <source>Redis did not take them: it could not be reached</source>
        <translation>Redis nahm sie nicht an: es war nicht erreichbar</translation>
    </message>
    <message>
        <source>the other broker did not listen: its connection to Redis was lost</source>
        <translation>der andere Broker hörte nicht zu: seine Verbindung zu Redis war weg</translation>
    </message>
    <message>
        <source>lost between Redis and the other broker: its connection was cut, or Redis’ buffer for it was full</source>
        <translation>zwischen Redis und dem anderen Broker verloren: seine Verbindung riss ab, oder der Puffer von Redis für ihn war voll</translation>
    </message>
    <message>
        <source>the other broker was behind: it got more than it could deliver</source>
        <translation>der andere Broker war im Rückstand: er bekam mehr, als er zustellen konnte</translation>
    </message>
    <message>
        <source>the other broker did not know the project yet: its first client had just come</source>
        <translation>der andere Broker kannte das Projekt noch nicht: sein erster Client war eben erst gekommen</translation>
    </message>
    <message>
        <source>the other broker was gone before it could take them</source>
        <translation>der andere Broker war weg, bevor er sie annehmen konnte</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRuleRow</name>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Türkis</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Rule is on</source>
        <translation>Regel ist eingeschaltet</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name, optional</source>
        <translation>Name, wenn gewünscht</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter, such as type == &quot;error&quot;</source>
        <translation>Filter, etwa type == &quot;error&quot;</translation>
    </message>
    <message>
        <source>The filter says which rows get the colour.</source>
        <translation>Der Filter sagt, welche Zeilen die Farbe bekommen.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRulesDialog</name>
    <message>
        <source>Add rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>Colour rules</source>
        <translation>Farbregeln</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>The first rule that matches a message colours its row. The tool tip of the row names the rule.</source>
        <translation>Die erste Regel, die auf eine Nachricht zutrifft, färbt ihre Zeile. Der Kurzhinweis der Zeile nennt die Regel.</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Remove rule</source>
        <translation>Regel entfernen</translation>
    </message>
    <message>
        <source>There is room for %1 rules.</source>
        <translation>Für %1 Regeln ist Platz.</translation>
    </message>
    <message>
        <source>No row has a colour yet.</source>
        <translation>Noch hat keine Zeile eine Farbe.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColumnLayout</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
</context>
<context>
    <name>broadcaster::CommentDialog</name>
    <message numerus="yes">
        <source>Comment on %Ln messages</source>
        <translation>
            <numerusform>Kommentar zu %Ln Nachricht</numerusform>
            <numerusform>Kommentar zu %Ln Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Comment, shown in the row; leave it empty to remove it</source>
        <translation>&amp;Kommentar, erscheint in der Zeile; leer wird er entfernt</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>The comment has %1 bytes of UTF-8, the most is %2.</source>
        <translation>Der Kommentar hat %1 Bytes in UTF-8, erlaubt sind %2.</translation>
    </message>
</context>
<context>
    <name>broadcaster::CompareView</name>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>die ganze Nachricht</translation>
    </message>
    <message>
        <source>Compared parts</source>
        <translation>Verglichene Teile</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Markierte</translation>
    </message>
    <message>
        <source>This</source>
        <translation>Diese</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Mark a message first: choose it in the list and press M.</source>
        <translation>Zuerst eine Nachricht markieren: in der Liste auswählen und M drücken.</translation>
    </message>
    <message>
        <source>Choose a message to compare with the marked one, %1.</source>
        <translation>Eine Nachricht zum Vergleich mit der markierten wählen, %1.</translation>
    </message>
    <message>
        <source>These messages are too large to compare: %1 and %2.</source>
        <translation>Diese Nachrichten sind zu groß zum Vergleichen: %1 und %2.</translation>
    </message>
    <message>
        <source>One of the two messages is not JSON, so there is nothing to compare.</source>
        <translation>Eine der beiden Nachrichten ist kein JSON, also gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>No differences between %1 and %2.</source>
        <translation>Keine Unterschiede zwischen %1 und %2.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): more than %Ln differences, the first are shown.</source>
        <translation>
            <numerusform>%1 (markiert) und %2 (diese): mehr als %Ln Unterschied, der erste ist gezeigt.</numerusform>
            <numerusform>%1 (markiert) und %2 (diese): mehr als %Ln Unterschiede, die ersten sind gezeigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): %Ln difference(s).</source>
        <translation>
            <numerusform>%1 (markiert) und %2 (diese): %Ln Unterschied.</numerusform>
            <numerusform>%1 (markiert) und %2 (diese): %Ln Unterschiede.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::Composer</name>
    <message>
        <source>Fault in the text</source>
        <translation>Fehler im Text</translation>
    </message>
    <message>
        <source>Clients it would reach</source>
        <translation>Clients, die sie erreichen würde</translation>
    </message>
    <message>
        <source>Result of sending</source>
        <translation>Ergebnis des Sendens</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Verfassen</translation>
    </message>
    <message>
        <source>Older message</source>
        <translation>Ältere Nachricht</translation>
    </message>
    <message>
        <source>Newer message</source>
        <translation>Neuere Nachricht</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>This message is too large to edit (%1). It can be resent as it is.</source>
        <translation>Diese Nachricht ist zu groß zum Bearbeiten (%1). Unverändert lässt sie sich erneut senden.</translation>
    </message>
    <message>
        <source>The broker would reject it: %1</source>
        <translation>Der Broker würde sie abweisen: %1</translation>
    </message>
    <message>
        <source>The broker answers this one itself.</source>
        <translation>Diese beantwortet der Broker selbst.</translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %Ln client(s)</source>
        <translation>
            <numerusform>Würde %1 von %Ln Client erreichen</numerusform>
            <numerusform>Würde %1 von %Ln Clients erreichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %2 clients, and %Ln admin(s) would get a copy</source>
        <translation>
            <numerusform>Würde %1 von %2 Clients erreichen, und %Ln Admin bekäme eine Kopie</numerusform>
            <numerusform>Würde %1 von %2 Clients erreichen, und %Ln Admins bekämen eine Kopie</numerusform>
        </translation>
    </message>
    <message>
        <source>Send text that is not JSON, too</source>
        <translation>Auch Text senden, der kein JSON ist</translation>
    </message>
    <message>
        <source>This is not JSON. Send anyway: %1</source>
        <translation>Das ist kein JSON. Trotzdem senden: %1</translation>
    </message>
    <message>
        <source>Save this message</source>
        <translation>Diese Nachricht sichern</translation>
    </message>
    <message>
        <source>Not sent: a placeholder is unknown.</source>
        <translation>Nicht gesendet: Ein Platzhalter ist unbekannt.</translation>
    </message>
    <message>
        <source>Send as an admin client (%1)</source>
        <translation>Als Admin-Client senden (%1)</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerDock</name>
    <message>
        <source>Composer</source>
        <translation>Verfassen</translation>
    </message>
    <message>
        <source>&amp;Composer</source>
        <translation>&amp;Verfassen</translation>
    </message>
    <message>
        <source>S&amp;how the composer</source>
        <translation>Ver&amp;fassen zeigen</translation>
    </message>
    <message>
        <source>Close the composer</source>
        <translation>Verfassen schließen</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerTemplates</name>
    <message>
        <source>To all of a type</source>
        <translation>An alle eines Typs</translation>
    </message>
    <message>
        <source>To one client</source>
        <translation>An einen Client</translation>
    </message>
    <message>
        <source>To everyone</source>
        <translation>An alle</translation>
    </message>
    <message>
        <source>GraphQL query</source>
        <translation>GraphQL-Abfrage</translation>
    </message>
    <message>
        <source>Query response</source>
        <translation>Antwort auf eine Abfrage</translation>
    </message>
    <message>
        <source>Ping the broker</source>
        <translation>Ping an den Broker</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerTools</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Begin with a message of one kind. Sending fills in %1.</source>
        <translation>Mit einer Nachricht einer bestimmten Art beginnen. Beim Senden werden %1 eingesetzt.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Messages that you have saved under a name (%1)</source>
        <translation>Nachrichten, die Sie unter einem Namen gesichert haben (%1)</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Frühere</translation>
    </message>
    <message>
        <source>Earlier messages and drafts</source>
        <translation>Frühere Nachrichten und Entwürfe</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formatieren</translation>
    </message>
    <message>
        <source>Ctrl+Up and Ctrl+Down step through earlier messages</source>
        <translation>Strg+Auf und Strg+Ab gehen durch frühere Nachrichten</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConfigSection</name>
    <message>
        <source>%1: %2</source>
        <comment>a field, what is wrong</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectDialog</name>
    <message>
        <source>&amp;Keep the key in the keyring of the desktop</source>
        <translation>Schlüssel im Schlüsselbund des Desktops &amp;behalten</translation>
    </message>
    <message>
        <source>Connect to a broker</source>
        <translation>Mit einem Broker verbinden</translation>
    </message>
    <message>
        <source>wss://broker.example.com or 10.0.0.5:8787</source>
        <translation>wss://broker.example.com oder 10.0.0.5:8787</translation>
    </message>
    <message>
        <source>Empty: the key that is kept</source>
        <translation>Leer: der behaltene Schlüssel</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;Service key, or viewer key to look only</source>
        <translation>&amp;Dienstschlüssel, oder Betrachterschlüssel nur zum Ansehen</translation>
    </message>
    <message>
        <source>This is not the address of a broker. Give one such as wss://broker.example.com or 10.0.0.5:8787.</source>
        <translation>Das ist keine Adresse eines Brokers. Beispiele: wss://broker.example.com oder 10.0.0.5:8787.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectionBar</name>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>Der Broker läuft nicht. Starten Sie ihn auf der Seite „Server“.</translation>
    </message>
    <message>
        <source>Choose a project or type its name.</source>
        <translation>Ein Projekt wählen oder seinen Namen eingeben.</translation>
    </message>
    <message>
        <source>No project can have this name.</source>
        <translation>So kann kein Projekt heißen.</translation>
    </message>
    <message>
        <source>Connected as an admin client</source>
        <translation>Als Admin-Client verbunden</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindet…</translation>
    </message>
    <message>
        <source>Not connected; sending connects</source>
        <translation>Nicht verbunden; Senden verbindet</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationCopy</name>
    <message>
        <source>Nothing was copied: a report has room for %1 messages. Select fewer, or export them.</source>
        <translation>Nichts wurde kopiert: Ein Bericht hat Platz für %1 Nachrichten. Wählen Sie weniger aus, oder exportieren Sie sie.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied, with requests and replies.</source>
        <translation>
            <numerusform>%Ln Nachricht kopiert, mit Anfrage und Antworten.</numerusform>
            <numerusform>%Ln Nachrichten kopiert, mit Anfragen und Antworten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied alone: requests and replies are found while the column Reply is shown.</source>
        <translation>
            <numerusform>%Ln Nachricht allein kopiert: Anfragen und Antworten werden gefunden, solange die Spalte Antwort gezeigt wird.</numerusform>
            <numerusform>%Ln Nachrichten allein kopiert: Anfragen und Antworten werden gefunden, solange die Spalte Antwort gezeigt wird.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationReport</name>
    <message>
        <source>Only the first %1 of %2 are quoted.</source>
        <translation>Nur die ersten %1 von %2 sind zitiert.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>A name and its value</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Zustellung</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>The number of a message in a report, and its type</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <extracomment>After a list of clients</extracomment>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationText</name>
    <message>
        <source>Request %1 from %2 at %3</source>
        <extracomment>Type, sender, and time of a message</extracomment>
        <translation>Anfrage %1 von %2 um %3</translation>
    </message>
    <message>
        <source>Error %1 from %2 at %3, after %4</source>
        <translation>Fehler %1 von %2 um %3, nach %4</translation>
    </message>
    <message>
        <source>Reply %1 from %2 at %3, after %4</source>
        <translation>Antwort %1 von %2 um %3, nach %4</translation>
    </message>
    <message numerus="yes">
        <source>%n more replies</source>
        <translation>
            <numerusform>%n weitere Antwort</numerusform>
            <numerusform>%n weitere Antworten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsEmpty</name>
    <message>
        <source>Start demo traffic</source>
        <translation>Demoverkehr starten</translation>
    </message>
    <message>
        <source>No message has arrived yet</source>
        <translation>Noch keine Nachricht ist angekommen</translation>
    </message>
    <message>
        <source>As soon as a client answers another one, the times of its replies are listed here. Demo traffic has some.</source>
        <translation>Sobald ein Client einem anderen antwortet, stehen hier die Zeiten seiner Antworten. Der Demoverkehr enthält einige.</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Der Broker läuft nicht</translation>
    </message>
    <message>
        <source>Requests and replies are found in its messages. The Server page says where the broker listens, and why a start failed.</source>
        <translation>Anfragen und Antworten werden in seinen Nachrichten gefunden. Die Seite Server sagt, wo der Broker lauscht und warum ein Start misslang.</translation>
    </message>
    <message>
        <source>Requests and replies are being found</source>
        <translation>Anfragen und Antworten werden gesucht</translation>
    </message>
    <message>
        <source>%1 messages are left.</source>
        <translation>%1 Nachrichten bleiben.</translation>
    </message>
    <message>
        <source>No request and no reply was found</source>
        <translation>Keine Anfrage und keine Antwort gefunden</translation>
    </message>
    <message>
        <source>No request and no reply of %1 was found</source>
        <translation>Keine Anfrage und keine Antwort von %1 gefunden</translation>
    </message>
    <message>
        <source>A reply repeats a value of its request. If yours do so in another field, write its path above, such as payload.job.id. With the rule next, the next message back to the sender counts as the reply.</source>
        <translation>Eine Antwort wiederholt einen Wert ihrer Anfrage. Steht er bei Ihnen in einem anderen Feld, so schreiben Sie dessen Pfad oben hin, etwa payload.job.id. Mit der Regel next zählt die nächste Nachricht zurück an den Sender als Antwort.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsModel</name>
    <message>
        <source>no type</source>
        <translation>ohne Typ</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>any client</source>
        <translation>beliebiger Client</translation>
    </message>
    <message>
        <source>any %1</source>
        <translation>beliebiger %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>niemand da</translation>
    </message>
    <message>
        <source>Half of the replies took at most so long.</source>
        <translation>Die Hälfte der Antworten dauerte höchstens so lange.</translation>
    </message>
    <message>
        <source>95 of 100 replies took at most so long.</source>
        <translation>95 von 100 Antworten dauerten höchstens so lange.</translation>
    </message>
    <message>
        <source>99 of 100 replies took at most so long.</source>
        <translation>99 von 100 Antworten dauerten höchstens so lange.</translation>
    </message>
    <message>
        <source>Requests without a reply for 5 seconds or longer.</source>
        <translation>Anfragen, die seit 5 Sekunden oder länger keine Antwort haben.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Beantwortet von</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>Offen</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsPage</name>
    <message>
        <source>Show messages</source>
        <translation>Nachrichten zeigen</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Shows the requests of the selected line, and the messages of the client that answers</source>
        <translation>Zeigt die Anfragen der gewählten Zeile und die Nachrichten des Clients, der antwortet</translation>
    </message>
    <message>
        <source>&amp;Rule for replies</source>
        <translation>&amp;Regel für Antworten</translation>
    </message>
    <message>
        <source>Rule for replies</source>
        <translation>Regel für Antworten</translation>
    </message>
    <message>
        <source>auto tries the usual fields. Otherwise write the path of a value that a reply repeats, such as payload.requestId, or id -&gt; payload.inReplyTo, or next: the next message back to the sender. Several have commas between them; the first that finds a request counts.</source>
        <translation>auto versucht die üblichen Felder. Sonst der Pfad eines Wertes, den eine Antwort wiederholt, etwa payload.requestId, oder id -&gt; payload.inReplyTo, oder next: die nächste Nachricht zurück an den Sender. Mehrere werden durch Kommas getrennt; die erste, die eine Anfrage findet, zählt.</translation>
    </message>
    <message numerus="yes">
        <source>%n more projects</source>
        <translation>
            <numerusform>%n weiteres Projekt</numerusform>
            <numerusform>%n weitere Projekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Found in %1</source>
        <translation>Gefunden in %1</translation>
    </message>
    <message>
        <source>Choose a line to see its reply times.</source>
        <translation>Eine Zeile wählen, um ihre Antwortzeiten zu sehen.</translation>
    </message>
    <message>
        <source>%1, answered by %2: p95 as a line, p50 dashed</source>
        <extracomment>Type of a request, and the client that answers it</extracomment>
        <translation>%1, beantwortet von %2: p95 als Linie, p50 gestrichelt</translation>
    </message>
    <message>
        <source>These requests have no reply.</source>
        <translation>Diese Anfragen haben keine Antwort.</translation>
    </message>
    <message>
        <source>%1 requests and replies</source>
        <translation>%1 Anfragen und Antworten</translation>
    </message>
    <message>
        <source>%1, %2 left out by a limit</source>
        <translation>%1, %2 wegen einer Grenze ausgelassen</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsTable</name>
    <message>
        <source>Requests by type and answering client</source>
        <translation>Anfragen nach Typ und antwortendem Client</translation>
    </message>
</context>
<context>
    <name>broadcaster::CopyField</name>
    <message>
        <source>Copy %1</source>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>broadcaster::CountsModel</name>
    <message>
        <source>All projects</source>
        <translation>Alle Projekte</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>Nicht zugestellt</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
</context>
<context>
    <name>broadcaster::CrossingSection</name>
    <message>
        <source>Sent, less arrived, under way and lost: it is 0, or the program has a fault</source>
        <translation>Gesendet, abzüglich angekommen, unterwegs und verloren: das ist 0, oder das Programm hat einen Fehler</translation>
    </message>
    <message>
        <source>Messages to other brokers</source>
        <translation>Nachrichten an andere Broker</translation>
    </message>
    <message>
        <source>From this broker to all others, since it started.</source>
        <translation>Von diesem Broker an alle anderen, seit seinem Start.</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>angekommen</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>unaccounted for</source>
        <translation>ungeklärt</translation>
    </message>
    <message>
        <source>batches from others were not read: they were of another version, or not signed as they should be</source>
        <translation>Pakete von anderen wurden nicht gelesen: sie waren von einer anderen Version oder nicht richtig signiert</translation>
    </message>
    <message>
        <source>No message was lost.</source>
        <translation>Keine Nachricht ging verloren.</translation>
    </message>
    <message>
        <source>No message has left for another broker yet.</source>
        <translation>Noch ging keine Nachricht an einen anderen Broker.</translation>
    </message>
</context>
<context>
    <name>broadcaster::DatabaseSection</name>
    <message>
        <source>Another database</source>
        <translation>Andere Datenbank</translation>
    </message>
    <message>
        <source>Another one: a file, or postgresql://user:password@host/database</source>
        <translation>Eine andere: eine Datei oder postgresql://user:password@host/database</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Keeps API keys and usage. Never messages.</source>
        <translation>Enthält API-Schlüssel und Nutzung. Niemals Nachrichten.</translation>
    </message>
    <message>
        <source>It must be on one line.</source>
        <translation>Es muss auf einer Zeile stehen.</translation>
    </message>
    <message>
        <source>The URL is not valid. Special characters in it are percent-encoded: @ is %40.</source>
        <translation>Die URL ist ungültig. Sonderzeichen darin werden prozentkodiert: @ ist %40.</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>Nicht in Gebrauch, solange der Broker nicht läuft.</translation>
    </message>
    <message>
        <source>Connected, everything counted is written.</source>
        <translation>Verbunden, alles Gezählte ist gespeichert.</translation>
    </message>
    <message>
        <source>Connected. Messages counted and not yet written: %1.</source>
        <translation>Verbunden. Gezählte, noch nicht gespeicherte Nachrichten: %1.</translation>
    </message>
    <message>
        <source>Not connected; the broker tries again by itself. Messages counted and not yet written: %1.</source>
        <translation>Nicht verbunden; der Broker versucht es von selbst wieder. Gezählte, noch nicht gespeicherte Nachrichten: %1.</translation>
    </message>
    <message>
        <source>Give a file, or a URL that begins with postgresql://.</source>
        <translation>Eine Datei angeben oder eine URL, die mit postgresql:// beginnt.</translation>
    </message>
    <message>
        <source>Another database needs a restart. Keys and usage are not copied to the new database.</source>
        <translation>Eine andere Datenbank erfordert einen Neustart. Schlüssel und Nutzung werden nicht in die neue Datenbank kopiert.</translation>
    </message>
    <message>
        <source>Failed writes so far: %1. Last error: %2</source>
        <translation>Fehlgeschlagene Schreibversuche bisher: %1. Letzter Fehler: %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DecodedView</name>
    <message>
        <source>Decoded value as a tree</source>
        <translation>Dekodierter Wert als Baum</translation>
    </message>
    <message>
        <source>Decoded value as text</source>
        <translation>Dekodierter Wert als Text</translation>
    </message>
    <message>
        <source>This value cannot be decoded after all.</source>
        <translation>Dieser Wert lässt sich doch nicht dekodieren.</translation>
    </message>
    <message>
        <source>The first %1 of %2</source>
        <translation>Die ersten %1 von %2</translation>
    </message>
    <message>
        <source>%1, %2 × %3, %4</source>
        <extracomment>Type of an image, width, height, size of its file</extracomment>
        <translation>%1, %2 × %3, %4</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryModel</name>
    <message>
        <source>%1 %2, %3</source>
        <extracomment>Role, id and outcome of the message: &quot;runtime 8f1c…, sent&quot;</extracomment>
        <translation>%1 %2, %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>Name of a client, and outcome of the message: &quot;runtime 1, sent&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryText</name>
    <message>
        <source>Answered by the broker</source>
        <translation>Vom Broker beantwortet</translation>
    </message>
    <message>
        <source>Rejected, delivered to nobody</source>
        <translation>Abgewiesen, niemandem zugestellt</translation>
    </message>
    <message>
        <source>By rule 1: no client of this project has this id. It may have reconnected: ids are never reused.</source>
        <translation>Nach Regel 1: kein Client dieses Projekts hat diese ID. Vielleicht hat er sich neu verbunden: IDs werden nie wiederverwendet.</translation>
    </message>
    <message>
        <source>By rule 1: to.id names a client of this project.</source>
        <translation>Nach Regel 1: to.id nennt einen Client dieses Projekts.</translation>
    </message>
    <message>
        <source>By rule 2: no client of type %1 is connected except the sender.</source>
        <translation>Nach Regel 2: kein Client vom Typ %1 ist verbunden, außer dem Absender.</translation>
    </message>
    <message>
        <source>By rule 2: “%1” is not a type. There are runtime, data-agent and admin.</source>
        <translation>Nach Regel 2: „%1“ ist kein Typ. Es gibt runtime, data-agent und admin.</translation>
    </message>
    <message>
        <source>By rule 2: to.type names every client of that type except the sender.</source>
        <translation>Nach Regel 2: to.type nennt alle Clients dieses Typs, außer dem Absender.</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, and nobody else is connected except admins, which get no broadcasts.</source>
        <translation>Nach Regel 3: sie nennt keinen Empfänger, und außer Admins, die nicht bekommen, was an alle geht, ist sonst niemand verbunden.</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, so it is for everyone but the sender and admins.</source>
        <translation>Nach Regel 3: sie nennt keinen Empfänger, ist also für alle außer dem Absender und Admins.</translation>
    </message>
    <message>
        <source>A PING is for the broker itself: its PONG goes to the sender alone.</source>
        <translation>Ein PING ist für den Broker selbst: sein PONG geht nur an den Absender.</translation>
    </message>
    <message>
        <source>The message was invalid. The error that the sender got says why.</source>
        <translation>Die Nachricht war ungültig. Warum, sagt der Fehler, den der Absender bekam.</translation>
    </message>
    <message>
        <source>The broker said it to this client alone.</source>
        <translation>Der Broker sagte es nur diesem Client.</translation>
    </message>
    <message>
        <source>The broker said it to everyone in the project.</source>
        <translation>Der Broker sagte es allen im Projekt.</translation>
    </message>
    <message>
        <source>The broker said it to the client whose message was at fault.</source>
        <translation>Der Broker sagte es dem Client, dessen Nachricht fehlerhaft war.</translation>
    </message>
    <message>
        <source>Sent to nobody</source>
        <translation>An niemanden gesendet</translation>
    </message>
    <message>
        <source>Sent to nobody, mirrored to %1</source>
        <translation>An niemanden gesendet, gespiegelt an %1</translation>
    </message>
    <message>
        <source>Sent to %1 of %2</source>
        <translation>Gesendet an %1 von %2</translation>
    </message>
    <message>
        <source>Sent to %1 of %2, mirrored to %3</source>
        <translation>Gesendet an %1 von %2, gespiegelt an %3</translation>
    </message>
    <message>
        <source>Not recorded: the file does not hold the receivers</source>
        <translation>Nicht aufgezeichnet: Die Datei enthält die Empfänger nicht</translation>
    </message>
    <message>
        <source>%1 queued</source>
        <translation>%1 wartend</translation>
    </message>
    <message>
        <source>%1 dropped: too slow</source>
        <translation>%1 verworfen: zu langsam</translation>
    </message>
    <message>
        <source>%1 dropped: connection lost</source>
        <translation>%1 verworfen: Verbindung verloren</translation>
    </message>
    <message>
        <source>Sent: handed to the operating system. This does not say that the program at the other end has read it.
Queued: waits in the broker for a client that does not keep up.
Dropped: will not arrive, because the client was too slow or its connection ended first.
Passed on: another broker of the cluster has the client, and knows how far the message has come.</source>
        <translation>Gesendet: dem Betriebssystem übergeben. Das heißt nicht, dass das Programm am anderen Ende sie gelesen hat.
Wartend: liegt im Broker, weil der Client nicht nachkommt.
Verworfen: kommt nicht an, weil der Client zu langsam war oder seine Verbindung vorher endete.
Weitergegeben: ein anderer Broker des Clusters hat den Client und weiß, wie weit die Nachricht gekommen ist.</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryView</name>
    <message>
        <source>Delivery to each client</source>
        <translation>Zustellung an jeden Client</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients.</source>
        <translation>Eine gespeicherte Datei enthält die verbundenen Clients nicht.</translation>
    </message>
    <message>
        <source>The broker no longer knows the clients of that time. It remembers only the latest arrivals and departures.</source>
        <translation>Der Broker weiß nicht mehr, wer damals verbunden war. Er merkt sich nur die letzten, die kamen und gingen.</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients: only clients that had not got the message are listed.</source>
        <translation>Eine gespeicherte Datei enthält die verbundenen Clients nicht: Aufgeführt sind nur Clients, die die Nachricht nicht erhalten hatten.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients that have not got the message are counted above, but shown below as if it had been sent to them.</source>
        <translation>
            <numerusform>%Ln Client, der die Nachricht nicht erhalten hat, ist oben gezählt, aber unten so gezeigt, als wäre sie ihm gesendet worden.</numerusform>
            <numerusform>%Ln Clients, die die Nachricht nicht erhalten haben, sind oben gezählt, aber unten so gezeigt, als wäre sie ihnen gesendet worden.</numerusform>
        </translation>
    </message>
    <message>
        <source>No message is selected.</source>
        <translation>Keine Nachricht ist ausgewählt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are connected to other brokers. They count as sent above.</source>
        <translation>
            <numerusform>%Ln davon ist mit einem anderen Broker verbunden. Er zählt oben als gesendet.</numerusform>
            <numerusform>%Ln davon sind mit anderen Brokern verbunden. Sie zählen oben als gesendet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailFollower</name>
    <message>
        <source>Details of the newest message</source>
        <translation>Einzelheiten der neuesten Nachricht</translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailPane</name>
    <message>
        <source>%1 %2</source>
        <extracomment>Time and type of a message</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Sides of the message</source>
        <translation>Ansichten der Nachricht</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Zustellung</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>Sender and receiver of a message, and its size</extracomment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>Actions on the details</source>
        <translation>Aktionen für die Einzelheiten</translation>
    </message>
    <message>
        <source>Hide the details (Ctrl+D)</source>
        <translation>Einzelheiten ausblenden (Strg+D)</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>In der Nachricht suchen</translation>
    </message>
    <message>
        <source>Find the next place</source>
        <translation>Nächste Stelle suchen</translation>
    </message>
    <message>
        <source>Find the previous place</source>
        <translation>Vorige Stelle suchen</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>Alles aufklappen</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Alles zuklappen</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailPlace</name>
    <message>
        <source>Message details</source>
        <translation>Einzelheiten der Nachricht</translation>
    </message>
    <message>
        <source>Place of the details</source>
        <translation>Ort der Einzelheiten</translation>
    </message>
    <message>
        <source>&amp;Automatic: at the right of wide windows</source>
        <translation>&amp;Automatisch: in breiten Fenstern rechts</translation>
    </message>
    <message>
        <source>At the &amp;right</source>
        <translation>&amp;Rechts</translation>
    </message>
    <message>
        <source>&amp;Below</source>
        <translation>&amp;Unten</translation>
    </message>
</context>
<context>
    <name>broadcaster::DialogPromptsText</name>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>HAR, for browsers (*.har)</source>
        <translation>HAR, für Browser (*.har)</translation>
    </message>
    <message>
        <source>SVG (*.svg)</source>
        <translation>SVG (*.svg)</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Mermaid (*.mmd)</source>
        <translation>Mermaid (*.mmd)</translation>
    </message>
</context>
<context>
    <name>broadcaster::EngineSection</name>
    <message>
        <source>Redis servers</source>
        <translation>Redis-Server</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>The servers that carry messages from broker to broker.</source>
        <translation>Die Server, die Nachrichten von Broker zu Broker tragen.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorLine</name>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorText</name>
    <message>
        <source>The broker does not accept a value.</source>
        <translation>Der Broker nimmt einen Wert nicht an.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Das gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>It does not fit the state that the broker is in. Try again.</source>
        <translation>Das passt nicht zum Zustand des Brokers. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The address is in use by another program. Stop that one or choose another port.</source>
        <translation>Die Adresse wird schon von einem anderen Programm benutzt. Beenden Sie es oder wählen Sie einen anderen Port.</translation>
    </message>
    <message>
        <source>There is no permission to listen on the address. Choose a port above 1023.</source>
        <translation>Auf der Adresse darf nicht gelauscht werden. Wählen Sie einen Port über 1023.</translation>
    </message>
    <message>
        <source>The address is not one of this machine.</source>
        <translation>Die Adresse gehört nicht zu diesem Rechner.</translation>
    </message>
    <message>
        <source>The certificate or its key cannot be used.</source>
        <translation>Das Zertifikat oder sein Schlüssel ist nicht benutzbar.</translation>
    </message>
    <message>
        <source>The database cannot be created. Name another file.</source>
        <translation>Die Datenbank kann nicht angelegt werden. Nennen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The database cannot be used. Check its server or its file.</source>
        <translation>Die Datenbank ist nicht benutzbar. Prüfen Sie ihren Server oder ihre Datei.</translation>
    </message>
    <message>
        <source>A newer version of this program has written the database. Update the program.</source>
        <translation>Eine neuere Version dieses Programms hat die Datenbank geschrieben. Aktualisieren Sie das Programm.</translation>
    </message>
    <message>
        <source>The database is damaged. Restore it from a backup.</source>
        <translation>Die Datenbank ist beschädigt. Stellen Sie sie aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>The database cannot be written to. Give the broker the right to write it.</source>
        <translation>In die Datenbank kann nicht geschrieben werden. Geben Sie dem Broker das Recht, sie zu schreiben.</translation>
    </message>
    <message>
        <source>Another program holds the database. Close it, or wait until it is done.</source>
        <translation>Ein anderes Programm hält die Datenbank. Schließen Sie es oder warten Sie, bis es fertig ist.</translation>
    </message>
    <message>
        <source>The disk with the database is full. Make room; nothing counted is lost until then.</source>
        <translation>Die Festplatte mit der Datenbank ist voll. Schaffen Sie Platz; bis dahin geht nichts Gezähltes verloren.</translation>
    </message>
    <message>
        <source>The database denies the broker a right, or refuses its password.</source>
        <translation>Die Datenbank verweigert dem Broker ein Recht oder lehnt sein Passwort ab.</translation>
    </message>
    <message>
        <source>A setting of the database, or of the way to it, must be changed.</source>
        <translation>Eine Einstellung der Datenbank oder des Wegs zu ihr muss geändert werden.</translation>
    </message>
    <message>
        <source>The database cannot store a value.</source>
        <translation>Die Datenbank kann einen Wert nicht speichern.</translation>
    </message>
    <message>
        <source>The broker is too busy. Try again in a moment.</source>
        <translation>Der Broker ist überlastet. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>Der Broker läuft nicht. Starten Sie ihn auf der Seite „Server“.</translation>
    </message>
    <message>
        <source>The project needs a name.</source>
        <translation>Das Projekt braucht einen Namen.</translation>
    </message>
    <message>
        <source>The name of the project has %1 bytes; at most %2 are allowed.</source>
        <translation>Der Name des Projekts hat %1 Byte; höchstens %2 sind erlaubt.</translation>
    </message>
    <message>
        <source>The name of the project is not UTF-8.</source>
        <translation>Der Name des Projekts ist kein UTF-8.</translation>
    </message>
    <message>
        <source>The name of the project has a control character, which is not allowed.</source>
        <translation>Der Name des Projekts enthält ein Steuerzeichen; das ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4.</source>
        <translation>%1: %2 muss %3 bis %4 sein.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 bytes.</source>
        <translation>%1: %2 muss %3 bis %4 Byte sein.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 seconds.</source>
        <translation>%1: %2 muss %3 bis %4 Sekunden sein.</translation>
    </message>
    <message>
        <source>%1: at most %2 are allowed.</source>
        <translation>%1: höchstens %2 sind erlaubt.</translation>
    </message>
    <message>
        <source>%1: at most %2 bytes are allowed.</source>
        <translation>%1: höchstens %2 Byte sind erlaubt.</translation>
    </message>
    <message>
        <source>%1: a value is needed.</source>
        <translation>%1: ein Wert fehlt.</translation>
    </message>
    <message>
        <source>%1: “%2” is there twice.</source>
        <translation>%1: „%2“ steht zweimal da.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address, such as 127.0.0.1, ::1 or 0.0.0.0.</source>
        <translation>%1: „%2“ ist keine IP-Adresse wie 127.0.0.1, ::1 oder 0.0.0.0.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address or a network, such as 10.0.0.0/8.</source>
        <translation>%1: „%2“ ist weder eine IP-Adresse noch ein Netz wie 10.0.0.0/8.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an origin, such as https://app.example.com, or *.</source>
        <translation>%1: „%2“ ist weder ein Origin wie https://app.example.com noch *.</translation>
    </message>
    <message>
        <source>%1: the value is not the address of a Redis server, such as redis://redis.example.com:6379, with special characters of the password percent-encoded.</source>
        <translation>%1: Der Wert ist keine Adresse eines Redis-Servers wie redis://redis.example.com:6379, mit prozentkodierten Sonderzeichen im Passwort.</translation>
    </message>
    <message>
        <source>%1: “%2” must have 1 to 64 letters, digits, dots, hyphens and underscores.</source>
        <translation>%1: „%2“ muss aus 1 bis 64 Buchstaben, Ziffern, Punkten, Binde- und Unterstrichen bestehen.</translation>
    </message>
    <message>
        <source>%1: “%2” is not a host, such as broker.example.com.</source>
        <translation>%1: „%2“ ist kein Host wie broker.example.com.</translation>
    </message>
    <message>
        <source>%1 needs %2, too.</source>
        <translation>%1 braucht auch %2.</translation>
    </message>
    <message>
        <source>%1 is in use by another program. Stop that one, or choose another port; 0 takes any free one.</source>
        <translation>%1 wird schon von einem anderen Programm benutzt. Beenden Sie es oder wählen Sie einen anderen Port; 0 nimmt irgendeinen freien.</translation>
    </message>
    <message>
        <source>There is no permission to listen on %1. Ports below 1024 need privileges: choose a higher one.</source>
        <translation>Auf %1 darf nicht gelauscht werden. Ports unter 1024 brauchen besondere Rechte: wählen Sie einen höheren.</translation>
    </message>
    <message>
        <source>The broker cannot listen on %1 (%2). Give an address of this machine.</source>
        <translation>Der Broker kann auf %1 nicht lauschen (%2). Geben Sie eine Adresse dieses Rechners an.</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>Die Zertifikatsdatei %1 kann nicht gelesen werden (%2). Nennen Sie eine Datei, die der Broker lesen darf.</translation>
    </message>
    <message>
        <source>The certificate file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>Die Zertifikatsdatei %1 hat mehr als %2 Byte. Nennen Sie eine PEM-Datei.</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate. It must be PEM, with the server&apos;s certificate first and its signers behind it.</source>
        <translation>Die Zertifikatsdatei %1 enthält kein Zertifikat. Sie muss PEM sein, mit dem Zertifikat des Servers zuerst und denen dahinter, die es unterschrieben haben.</translation>
    </message>
    <message>
        <source>The certificate file %1 is damaged at certificate %2 (%3). Make it anew.</source>
        <translation>Die Zertifikatsdatei %1 ist beim Zertifikat %2 beschädigt (%3). Erzeugen Sie sie neu.</translation>
    </message>
    <message>
        <source>OpenSSL refuses the certificate in %1 (%2). Make one with a key of 2048 bits or more, or P-256.</source>
        <translation>OpenSSL lehnt das Zertifikat in %1 ab (%2). Erzeugen Sie eines mit einem Schlüssel von 2048 Bit oder mehr, oder P-256.</translation>
    </message>
    <message>
        <source>The key file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>Die Schlüsseldatei %1 kann nicht gelesen werden (%2). Nennen Sie eine Datei, die der Broker lesen darf.</translation>
    </message>
    <message>
        <source>The key file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>Die Schlüsseldatei %1 hat mehr als %2 Byte. Nennen Sie eine PEM-Datei.</translation>
    </message>
    <message>
        <source>The key file %1 is open to others than its owner. Run chmod 600 on it.</source>
        <translation>Die Schlüsseldatei %1 steht auch anderen als ihrem Besitzer offen. Führen Sie chmod 600 dafür aus.</translation>
    </message>
    <message>
        <source>The key file %1 has a passphrase. Take it off with openssl pkey.</source>
        <translation>Die Schlüsseldatei %1 hat ein Passwort. Entfernen Sie es mit openssl pkey.</translation>
    </message>
    <message>
        <source>The key file %1 holds no private key (%2). It must be PEM.</source>
        <translation>Die Schlüsseldatei %1 enthält keinen privaten Schlüssel (%2). Sie muss PEM sein.</translation>
    </message>
    <message>
        <source>The key in %1 does not belong to the certificate in %2. Name the key that the certificate was made for.</source>
        <translation>Der Schlüssel in %1 gehört nicht zum Zertifikat in %2. Nennen Sie den Schlüssel, für den das Zertifikat ausgestellt wurde.</translation>
    </message>
    <message>
        <source>OpenSSL cannot be used (%1).</source>
        <translation>OpenSSL ist nicht benutzbar (%1).</translation>
    </message>
    <message>
        <source>The database URL begins with %1://, which is not supported. Give the path of a SQLite file or a postgresql:// URL.</source>
        <translation>Die URL der Datenbank beginnt mit %1://; das geht nicht. Geben Sie den Pfad einer SQLite-Datei oder eine URL an, die mit postgresql:// beginnt.</translation>
    </message>
    <message>
        <source>The database URL is not valid: two hexadecimal digits must follow each %. Write % itself as %25.</source>
        <translation>Die URL der Datenbank ist ungültig: auf jedes % müssen zwei Hexadezimalziffern folgen. % selbst schreibt man %25.</translation>
    </message>
    <message>
        <source>The database URL is not valid: a percent-encoded part is not UTF-8.</source>
        <translation>Die URL der Datenbank ist ungültig: ein prozentkodierter Teil ist kein UTF-8.</translation>
    </message>
    <message>
        <source>The database URL is not valid: a part contains the character U+0000.</source>
        <translation>Die URL der Datenbank ist ungültig: ein Teil enthält das Zeichen U+0000.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the port is not a number from 1 to 65535.</source>
        <translation>Die URL der Datenbank ist ungültig: der Port ist keine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>The database URL is not valid: it names several hosts, and only one is supported.</source>
        <translation>Die URL der Datenbank ist ungültig: sie nennt mehrere Hosts, und nur einer geht.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the IPv6 address must end with ], and only the port may follow.</source>
        <translation>Die URL der Datenbank ist ungültig: die IPv6-Adresse muss mit ] enden, und nur der Port darf folgen.</translation>
    </message>
    <message>
        <source>The database URL is not valid: an option does not have the form name=value.</source>
        <translation>Die URL der Datenbank ist ungültig: eine Option hat nicht die Form name=wert.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the option %1 is not known.</source>
        <translation>Die URL der Datenbank ist ungültig: die Option %1 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The database URL is not valid: %1 cannot have this value.</source>
        <translation>Die URL der Datenbank ist ungültig: %1 kann diesen Wert nicht haben.</translation>
    </message>
    <message>
        <source>The database URL is not valid: an @ comes after a / or ?. Write @, / and ? in a password as %40, %2F and %3F.</source>
        <translation>Die URL der Datenbank ist ungültig: ein @ steht hinter einem / oder ?. @, / und ? in einem Passwort schreibt man %40, %2F und %3F.</translation>
    </message>
    <message>
        <source>The database is missing. Give the path of a file or a postgresql:// URL.</source>
        <translation>Die Datenbank fehlt. Geben Sie den Pfad einer Datei oder eine URL an, die mit postgresql:// beginnt.</translation>
    </message>
    <message>
        <source>The path of the database contains the character U+0000.</source>
        <translation>Der Pfad der Datenbank enthält das Zeichen U+0000.</translation>
    </message>
    <message>
        <source>The database :memory: would lose every key. Give the path of a file.</source>
        <translation>Die Datenbank :memory: würde jeden Schlüssel verlieren. Geben Sie den Pfad einer Datei an.</translation>
    </message>
    <message>
        <source>The database %1 cannot be created, because its folder %2 cannot be. Create the folder or name another file.</source>
        <translation>Die Datenbank %1 kann nicht angelegt werden, weil ihr Ordner %2 nicht angelegt werden kann. Legen Sie den Ordner an oder nennen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The database %1 cannot be created (%2). Give the broker the right to write its folder, or name another file.</source>
        <translation>Die Datenbank %1 kann nicht angelegt werden (%2). Geben Sie dem Broker das Recht, in ihren Ordner zu schreiben, oder nennen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The database %1 is not a file. Name a file.</source>
        <translation>Die Datenbank %1 ist keine Datei. Nennen Sie eine Datei.</translation>
    </message>
    <message>
        <source>The database %1 cannot be read. Give the broker the right to read and write it.</source>
        <translation>Die Datenbank %1 kann nicht gelesen werden. Geben Sie dem Broker das Recht, sie zu lesen und zu schreiben.</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it.</source>
        <translation>In die Datenbank %1 kann nicht geschrieben werden. Geben Sie dem Broker das Recht, sie zu schreiben.</translation>
    </message>
    <message>
        <source>The database %1 is in a folder that cannot be written to, where SQLite needs to keep its log. Give the broker the right to write the folder.</source>
        <translation>Die Datenbank %1 liegt in einem Ordner, in den nicht geschrieben werden kann; dort muss SQLite sein Protokoll ablegen. Geben Sie dem Broker das Recht, in den Ordner zu schreiben.</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another.</source>
        <translation>Die Datenbank %1 ist beschädigt oder keine Datenbank. Stellen Sie sie aus einer Sicherung wieder her oder nennen Sie eine andere.</translation>
    </message>
    <message>
        <source>The database %1 is damaged (%2). Restore it from a backup.</source>
        <translation>Die Datenbank %1 ist beschädigt (%2). Stellen Sie sie aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>The database %1 has the encoding %2, which cannot hold every name. Name a database with UTF-8: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</source>
        <translation>Die Datenbank %1 hat die Kodierung %2, die nicht jeden Namen fassen kann. Nennen Sie eine Datenbank mit UTF-8: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</translation>
    </message>
    <message>
        <source>The database %1 only lets itself be read and may be a standby. Name the primary server.</source>
        <translation>Die Datenbank %1 lässt sich nur lesen und ist vielleicht ein Standby. Nennen Sie den primären Server.</translation>
    </message>
    <message>
        <source>The database %1 was written by a newer version of this program (schema %2, known is %3). Update the program or name another database.</source>
        <translation>Die Datenbank %1 wurde von einer neueren Version dieses Programms geschrieben (Schema %2, bekannt ist %3). Aktualisieren Sie das Programm oder nennen Sie eine andere Datenbank.</translation>
    </message>
    <message>
        <source>The database %1 needs Qt&apos;s SQL driver %2, which is not installed.</source>
        <translation>Die Datenbank %1 braucht Qts SQL-Treiber %2, der nicht installiert ist.</translation>
    </message>
    <message>
        <source>The database does not answer. Try again later.</source>
        <translation>Die Datenbank antwortet nicht. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The database is too slow: %1 jobs wait for it. Try again later.</source>
        <translation>Die Datenbank ist zu langsam: %1 Aufträge warten auf sie. Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The database %1 took too long. Try again.</source>
        <translation>Die Datenbank %1 hat zu lange gebraucht. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The database %1 gave other rows than requested. Check whether another program shares its connection.</source>
        <translation>Die Datenbank %1 lieferte andere Zeilen als verlangt. Prüfen Sie, ob ein anderes Programm ihre Verbindung mitbenutzt.</translation>
    </message>
    <message>
        <source>The file of the database %1 is missing. Move it back, or stop the broker and restore a backup.</source>
        <translation>Die Datei der Datenbank %1 fehlt. Legen Sie sie zurück, oder halten Sie den Broker an und stellen Sie eine Sicherung wieder her.</translation>
    </message>
    <message>
        <source>The database %1 was replaced by another file. Move the first back, or restart the broker to use this one.</source>
        <translation>Die Datenbank %1 wurde durch eine andere Datei ersetzt. Legen Sie die erste zurück, oder starten Sie den Broker neu, um diese zu benutzen.</translation>
    </message>
    <message>
        <source>The database %1 is locked by another program or too busy. End the program that holds it, and try again. (%2)</source>
        <translation>Die Datenbank %1 ist von einem anderen Programm gesperrt oder überlastet. Beenden Sie das Programm, das sie hält, und versuchen Sie es noch einmal. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it. (%2)</source>
        <translation>In die Datenbank %1 kann nicht geschrieben werden. Geben Sie dem Broker das Recht, sie zu schreiben. (%2)</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another. (%2)</source>
        <translation>Die Datenbank %1 ist beschädigt oder keine Datenbank. Stellen Sie sie aus einer Sicherung wieder her oder nennen Sie eine andere. (%2)</translation>
    </message>
    <message>
        <source>The database %1 has no space left. Free some on its disk. (%2)</source>
        <translation>Die Datenbank %1 hat keinen Platz mehr. Schaffen Sie Platz auf ihrem Laufwerk. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot store a value. (%2)</source>
        <translation>Die Datenbank %1 kann einen Wert nicht speichern. (%2)</translation>
    </message>
    <message>
        <source>The database %1 refused a duplicate. (%2)</source>
        <translation>Die Datenbank %1 lehnte ein Duplikat ab. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be used. (%2)</source>
        <translation>Die Datenbank %1 ist nicht benutzbar. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be reached over TLS. Correct sslmode, sslrootcert, sslcert and sslkey in the URL, or the server&apos;s certificate. (%2)</source>
        <translation>Die Datenbank %1 ist über TLS nicht erreichbar. Korrigieren Sie sslmode, sslrootcert, sslcert und sslkey in der URL oder das Zertifikat des Servers. (%2)</translation>
    </message>
    <message>
        <source>The database %1 does not exist. Create it: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</source>
        <translation>Die Datenbank %1 gibt es nicht. Legen Sie sie an: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</translation>
    </message>
    <message>
        <source>The database %1 refuses the password. Correct it in the URL, or set it: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</source>
        <translation>Die Datenbank %1 lehnt das Passwort ab. Korrigieren Sie es in der URL oder setzen Sie es: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</translation>
    </message>
    <message>
        <source>The database %1 does not let the broker in. Create the role (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) or allow it in pg_hba.conf. (%2)</source>
        <translation>Die Datenbank %1 lässt den Broker nicht ein. Legen Sie die Rolle an (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) oder erlauben Sie sie in pg_hba.conf. (%2)</translation>
    </message>
    <message>
        <source>The database %1 may not be connected to. Run as its owner: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</source>
        <translation>Mit der Datenbank %1 darf sich der Broker nicht verbinden. Führen Sie als ihr Besitzer aus: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</translation>
    </message>
    <message>
        <source>The database %1 denies the broker a right. Run as its owner: GRANT USAGE, CREATE ON SCHEMA public TO %3; and, where the tables belong to another role: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</source>
        <translation>Die Datenbank %1 verweigert dem Broker ein Recht. Führen Sie als ihr Besitzer aus: GRANT USAGE, CREATE ON SCHEMA public TO %3; und, wo die Tabellen einer anderen Rolle gehören: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</translation>
    </message>
    <message>
        <source>There is no active API key for the project %1.</source>
        <translation>Für das Projekt %1 gibt es keinen aktiven API-Schlüssel.</translation>
    </message>
    <message>
        <source>The project %1 has an active API key already.</source>
        <translation>Das Projekt %1 hat schon einen aktiven API-Schlüssel.</translation>
    </message>
    <message>
        <source>%1: at most %2 characters are allowed.</source>
        <translation>%1: höchstens %2 Zeichen sind erlaubt.</translation>
    </message>
    <message>
        <source>%1: the character U+0000 is not allowed.</source>
        <translation>%1: das Zeichen U+0000 ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>%1: half of a surrogate pair is not text.</source>
        <translation>%1: ein halbes Surrogatpaar ist kein Text.</translation>
    </message>
    <message>
        <source>A text contains U+0000 or half of a surrogate pair, which no database can store.</source>
        <translation>Ein Text enthält U+0000 oder ein halbes Surrogatpaar; das kann keine Datenbank speichern.</translation>
    </message>
    <message>
        <source>The broker or the project %1 has no room for another connection. Disconnect a client, or raise the limit on the Server page.</source>
        <translation>Der Broker oder das Projekt %1 hat keinen Platz für eine weitere Verbindung. Trennen Sie einen Client, oder erhöhen Sie die Grenze auf der Seite „Server“.</translation>
    </message>
    <message>
        <source>Choose a project to connect to.</source>
        <translation>Wählen Sie ein Projekt, mit dem Sie sich verbinden wollen.</translation>
    </message>
    <message>
        <source>Too much waits to be sent to %1. Try again in a moment.</source>
        <translation>Zu viel wartet darauf, an %1 gesendet zu werden. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The message is too big.</source>
        <translation>Die Nachricht ist zu groß.</translation>
    </message>
    <message>
        <source>The message is not a JSON object.</source>
        <translation>Die Nachricht ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>The field “from” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>Das Feld „from“ steht mehr als einmal im Umschlag. Schreiben Sie es einmal oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>The field “to” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>Das Feld „to“ steht mehr als einmal im Umschlag. Schreiben Sie es einmal oder lassen Sie es weg.</translation>
    </message>
    <message>
        <source>The field “to” must be an object or null.</source>
        <translation>Das Feld „to“ muss ein Objekt oder null sein.</translation>
    </message>
    <message>
        <source>The “id” in the field “to” must be a string.</source>
        <translation>„id“ im Feld „to“ muss eine Zeichenkette sein.</translation>
    </message>
    <message>
        <source>The “type” in the field “to” must be a string.</source>
        <translation>„type“ im Feld „to“ muss eine Zeichenkette sein.</translation>
    </message>
    <message>
        <source>A PING is for the broker alone. Give the message another type.</source>
        <translation>Ein PING ist nur für den Broker. Geben Sie der Nachricht einen anderen Typ.</translation>
    </message>
    <message>
        <source>The clients that were connected then are no longer known: the message is too old.</source>
        <translation>Welche Clients damals verbunden waren, ist nicht mehr bekannt: die Nachricht ist zu alt.</translation>
    </message>
    <message>
        <source>You do not have the right to do this.</source>
        <translation>Sie haben nicht das Recht, das zu tun.</translation>
    </message>
    <message>
        <source>The client sent more messages a second than it may.</source>
        <translation>Der Client hat mehr Nachrichten je Sekunde gesendet, als er darf.</translation>
    </message>
    <message>
        <source>%1 is in use by %2. Stop that program, or choose another port; 0 takes any free one.</source>
        <translation>%1 wird von %2 benutzt. Beenden Sie dieses Programm oder wählen Sie einen anderen Port; 0 nimmt irgendeinen freien.</translation>
    </message>
    <message>
        <source>The composer could not connect to %1: %2</source>
        <translation>„Verfassen“ konnte sich nicht mit %1 verbinden: %2</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed in the window or by an operator. Connect again to go on.</source>
        <translation>Die Verbindung von „Verfassen“ mit %1 wurde im Fenster oder von einem Operator geschlossen. Verbinden Sie sich neu, um weiterzumachen.</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed because the window could not read as fast as messages came. Connect again to go on.</source>
        <translation>Die Verbindung von „Verfassen“ mit %1 wurde geschlossen, weil das Fenster nicht so schnell lesen konnte, wie Nachrichten kamen. Verbinden Sie sich neu, um weiterzumachen.</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 ended with close code %2. %3</source>
        <translation>Die Verbindung von „Verfassen“ mit %1 endete mit dem Schließcode %2. %3</translation>
    </message>
    <message>
        <source>The composer is connected to %1 projects already, and that is the most. Disconnect from one first.</source>
        <translation>„Verfassen“ ist schon mit %1 Projekten verbunden; mehr geht nicht. Trennen Sie zuerst eine Verbindung.</translation>
    </message>
    <message>
        <source>The composer disconnected before the message was sent.</source>
        <translation>„Verfassen“ hat sich getrennt, bevor die Nachricht gesendet war.</translation>
    </message>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>Es gibt keine Verbindung zum Broker.</translation>
    </message>
</context>
<context>
    <name>broadcaster::FiguresSection</name>
    <message>
        <source>No connection has ended yet.</source>
        <translation>Noch ist keine Verbindung beendet.</translation>
    </message>
    <message>
        <source>refused since the start, because a limit was reached</source>
        <translation>seit dem Start abgelehnt, weil eine Grenze erreicht war</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Connections now, and how they ended since the start.</source>
        <translation>Verbindungen jetzt, und wie sie seit dem Start endeten.</translation>
    </message>
    <message>
        <source>open, of %1 allowed</source>
        <translation>offen, von %1 erlaubten</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>ended with %1: %2</source>
        <translation>beendet mit %1: %2</translation>
    </message>
    <message>
        <source>the client was done</source>
        <translation>der Client war fertig</translation>
    </message>
    <message>
        <source>the broker stopped, or the client&apos;s page was left</source>
        <translation>der Broker hielt an, oder die Seite des Clients wurde verlassen</translation>
    </message>
    <message>
        <source>the client broke the WebSocket protocol</source>
        <translation>der Client verletzte das WebSocket-Protokoll</translation>
    </message>
    <message>
        <source>the client closed and gave no reason</source>
        <translation>der Client schloss und nannte keinen Grund</translation>
    </message>
    <message>
        <source>no close frame: the network, a proxy&apos;s timeout, or a crash</source>
        <translation>kein Close-Frame: das Netz, das Zeitlimit eines Proxys oder ein Absturz</translation>
    </message>
    <message>
        <source>a text message was not UTF-8</source>
        <translation>eine Textnachricht war kein UTF-8</translation>
    </message>
    <message>
        <source>a message was larger than the limit</source>
        <translation>eine Nachricht war größer als erlaubt</translation>
    </message>
    <message>
        <source>an internal error</source>
        <translation>ein interner Fehler</translation>
    </message>
    <message>
        <source>its API key was revoked</source>
        <translation>sein API-Schlüssel wurde widerrufen</translation>
    </message>
    <message>
        <source>it read too slowly, and too much waited for it</source>
        <translation>er las zu langsam, und zu viel wartete auf ihn</translation>
    </message>
    <message>
        <source>it sent more than its rate allows</source>
        <translation>er sendete mehr, als seine Rate erlaubt</translation>
    </message>
    <message>
        <source>too many of its messages were invalid, or too much was unfinished</source>
        <translation>zu viele seiner Nachrichten waren ungültig, oder zu viel war unfertig</translation>
    </message>
    <message>
        <source>it answered no pings</source>
        <translation>er beantwortete keine Pings</translation>
    </message>
    <message>
        <source>a reason of the client&apos;s own</source>
        <translation>ein eigener Grund des Clients</translation>
    </message>
    <message>
        <source>it was disconnected in the window, or by an operator&apos;s call</source>
        <translation>im Fenster oder durch einen Aufruf eines Operators getrennt</translation>
    </message>
    <message>
        <source>the cluster took the broker for dead, and it began anew</source>
        <translation>der Cluster hielt den Broker für tot, und er begann von vorn</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterBox</name>
    <message>
        <source>Fault in the filter</source>
        <translation>Fehler im Filter</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>No client with this id has been seen. The ids of clients are new on every connection.</source>
        <translation>Kein Client mit dieser ID wurde gesehen. Die IDs der Clients sind bei jeder Verbindung neu.</translation>
    </message>
    <message>
        <source>Clear the filter with this id</source>
        <translation>Den Filter mit dieser ID leeren</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterEdit</name>
    <message>
        <source>Filter: a word, or type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</source>
        <translation>Filter: ein Wort oder type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Earlier filters</source>
        <translation>Frühere Filter</translation>
    </message>
    <message>
        <source>Earlier filters (Down in the empty field)</source>
        <translation>Frühere Filter (Pfeil ab im leeren Feld)</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Clear the filter (Esc)</source>
        <translation>Filter leeren (Esc)</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>The name of an action, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterText</name>
    <message>
        <source>a value in the payload, by its path</source>
        <translation>ein Wert im Payload, nach seinem Pfad</translation>
    </message>
    <message>
        <source>the message&apos;s own id</source>
        <translation>die eigene ID der Nachricht</translation>
    </message>
    <message>
        <source>a value anywhere in the message</source>
        <translation>ein Wert irgendwo in der Nachricht</translation>
    </message>
    <message>
        <source>the project&apos;s name</source>
        <translation>der Name des Projekts</translation>
    </message>
    <message>
        <source>the message&apos;s own name for its kind</source>
        <translation>wie die Nachricht sich selbst nennt</translation>
    </message>
    <message>
        <source>the sender&apos;s id</source>
        <translation>die ID des Absenders</translation>
    </message>
    <message>
        <source>the sender&apos;s type</source>
        <translation>der Typ des Absenders</translation>
    </message>
    <message>
        <source>the client it was for</source>
        <translation>der Client, für den sie war</translation>
    </message>
    <message>
        <source>the type it was for</source>
        <translation>der Typ, für den sie war</translation>
    </message>
    <message>
        <source>in bytes, or as 4KiB</source>
        <translation>in Bytes oder als 4KiB</translation>
    </message>
    <message>
        <source>12:01:02, or -5m before now</source>
        <translation>12:01:02 oder -5m, von jetzt an zurück</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error…</source>
        <translation>broadcast, routed, system, error…</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>die ganze Nachricht</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>or</source>
        <translation>oder</translation>
    </message>
    <message>
        <source>first element</source>
        <translation>erstes Element</translation>
    </message>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
    <message>
        <source>has this text</source>
        <translation>enthält diesen Text</translation>
    </message>
    <message>
        <source>fits a regular expression</source>
        <translation>passt zu einem regulären Ausdruck</translation>
    </message>
    <message>
        <source>is more than</source>
        <translation>ist mehr als</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>ist mindestens</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>ist weniger als</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>ist höchstens</translation>
    </message>
    <message>
        <source>none of those it was for</source>
        <translation>keiner von denen, für die sie war</translation>
    </message>
    <message>
        <source>some of them</source>
        <translation>einige von ihnen</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>alle von ihnen</translation>
    </message>
    <message>
        <source>one minute ago</source>
        <translation>vor einer Minute</translation>
    </message>
    <message>
        <source>five minutes ago</source>
        <translation>vor fünf Minuten</translation>
    </message>
    <message>
        <source>one hour ago</source>
        <translation>vor einer Stunde</translation>
    </message>
    <message>
        <source>the broker itself</source>
        <translation>der Broker selbst</translation>
    </message>
    <message>
        <source>the message has this text, in upper or lower case</source>
        <translation>die Nachricht enthält diesen Text, egal ob groß oder klein geschrieben</translation>
    </message>
    <message>
        <source>it has both</source>
        <translation>sie enthält beides</translation>
    </message>
    <message>
        <source>it has these words, one behind the other</source>
        <translation>sie enthält diese Wörter, eines hinter dem anderen</translation>
    </message>
    <message>
        <source>the type is exactly this</source>
        <translation>der Typ ist genau dies</translation>
    </message>
    <message>
        <source>the type fits a regular expression</source>
        <translation>der Typ passt zu einem regulären Ausdruck</translation>
    </message>
    <message>
        <source>both hold</source>
        <translation>beides gilt</translation>
    </message>
    <message>
        <source>one of the two holds</source>
        <translation>eines von beiden gilt</translation>
    </message>
    <message>
        <source>the payload has such a member</source>
        <translation>im Payload gibt es so ein Feld</translation>
    </message>
    <message>
        <source>names that are not words are quoted</source>
        <translation>Namen, die keine Wörter sind, stehen in Anführungszeichen</translation>
    </message>
    <message>
        <source>a number inside the payload</source>
        <translation>eine Zahl im Payload</translation>
    </message>
    <message>
        <source>it does not hold</source>
        <translation>es gilt nicht</translation>
    </message>
    <message>
        <source>of the last five minutes</source>
        <translation>aus den letzten fünf Minuten</translation>
    </message>
    <message>
        <source>the sender; the broker&apos;s own are from system</source>
        <translation>der Absender; die des Brokers selbst sind von system</translation>
    </message>
    <message>
        <source>id of the receiver</source>
        <translation>Id des Empfängers</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error, ping or rejected</source>
        <translation>broadcast, routed, system, error, ping oder rejected</translation>
    </message>
    <message>
        <source>in bytes: 200, 4KiB, 1.5MB</source>
        <translation>in Bytes: 200, 4KiB, 1.5MB</translation>
    </message>
    <message>
        <source>12:01:02.5 today, 2026-01-28T12:01, -5m before now</source>
        <translation>12:01:02.5 heute, 2026-01-28T12:01 oder -5m, von jetzt an zurück</translation>
    </message>
    <message>
        <source>the whole message, as it was on the wire</source>
        <translation>die ganze Nachricht, wie sie auf der Leitung war</translation>
    </message>
    <message>
        <source>the message&apos;s own id, and anything else in it</source>
        <translation>die eigene ID der Nachricht und alles andere darin</translation>
    </message>
    <message>
        <source>is, is not; != holds where the field is missing</source>
        <translation>ist, ist nicht; != gilt auch, wo das Feld fehlt</translation>
    </message>
    <message>
        <source>numbers, sizes, times; text by its letters</source>
        <translation>Zahlen, Größen, Zeiten; Text nach seinen Buchstaben</translation>
    </message>
    <message>
        <source>has this text, in upper or lower case</source>
        <translation>enthält diesen Text, egal ob groß oder klein geschrieben</translation>
    </message>
    <message>
        <source>fits a regular expression; (?i) ignores the case of letters</source>
        <translation>passt zu einem regulären Ausdruck; mit (?i) egal ob groß oder klein geschrieben</translation>
    </message>
    <message>
        <source>and, or, not; the words may be used too</source>
        <translation>und, oder, nicht; auch die Wörter and, or, not sind erlaubt</translation>
    </message>
    <message>
        <source>conditions inside are checked first</source>
        <translation>Bedingungen darin gelten zuerst</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operatoren</translation>
    </message>
    <message>
        <source>how many it was sent to</source>
        <translation>an wie viele sie gesendet wurde</translation>
    </message>
    <message>
        <source>some have not taken it yet</source>
        <translation>einige haben sie noch nicht abgenommen</translation>
    </message>
    <message>
        <source>some will not get it</source>
        <translation>einige erhalten sie nicht</translation>
    </message>
    <message>
        <source>some were too slow for it</source>
        <translation>einige waren zu langsam für sie</translation>
    </message>
    <message>
        <source>some went before it was sent</source>
        <translation>einige waren weg, bevor sie gesendet war</translation>
    </message>
    <message>
        <source>it was sent to nobody</source>
        <translation>sie wurde an niemanden gesendet</translation>
    </message>
    <message>
        <source>somebody will not get it</source>
        <translation>jemand erhält sie nicht</translation>
    </message>
    <message>
        <source>how many it was sent to; or nobody, partly, all, queued, dropped, too-slow, connection-lost</source>
        <translation>an wie viele sie gesendet wurde; oder nobody, partly, all, queued, dropped, too-slow, connection-lost</translation>
    </message>
    <message>
        <source>To compare, write == instead of =.</source>
        <translation>Zum Vergleichen == statt = schreiben.</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; instead of &amp;.</source>
        <translation>Zwischen zwei Bedingungen &amp;&amp; statt &amp; schreiben.</translation>
    </message>
    <message>
        <source>Between two conditions write || instead of |.</source>
        <translation>Zwischen zwei Bedingungen || statt | schreiben.</translation>
    </message>
    <message>
        <source>The quote is never closed.</source>
        <translation>Das Anführungszeichen wird nie geschlossen.</translation>
    </message>
    <message>
        <source>The filter is too long: it may have %1 characters.</source>
        <translation>Der Filter ist zu lang: Erlaubt sind %1 Zeichen.</translation>
    </message>
    <message>
        <source>The filter is nested too deeply.</source>
        <translation>Der Filter ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>There is no ( for this ).</source>
        <translation>Zu dieser ) fehlt die (.</translation>
    </message>
    <message>
        <source>This ( is never closed.</source>
        <translation>Diese ( wird nie geschlossen.</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; or ||.</source>
        <translation>Zwischen zwei Bedingungen &amp;&amp; oder || schreiben.</translation>
    </message>
    <message>
        <source>This is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0].</source>
        <translation>Das ist kein Pfad. Möglich sind payload.name, payload.&quot;any name&quot; oder payload.list[0].</translation>
    </message>
    <message>
        <source>There is no field %1. Members of the payload are written payload.%1.</source>
        <translation>Ein Feld %1 gibt es nicht. Felder im Payload werden payload.%1 geschrieben.</translation>
    </message>
    <message>
        <source>There is no field %1. Is %2 meant?</source>
        <translation>Ein Feld %1 gibt es nicht. Ist %2 gemeint?</translation>
    </message>
    <message>
        <source>Here only == != &lt; &lt;= &gt; &gt;= can be used.</source>
        <translation>Hier sind nur == != &lt; &lt;= &gt; &gt;= möglich.</translation>
    </message>
    <message>
        <source>%1 can be compared by == and != only.</source>
        <translation>%1 lässt sich nur mit == und != vergleichen.</translation>
    </message>
    <message>
        <source>After %1 a value must follow, such as %2.</source>
        <translation>Nach %1 muss ein Wert folgen, etwa %2.</translation>
    </message>
    <message>
        <source>A number of receivers must follow, or nobody, partly, all, queued, dropped, too-slow or connection-lost.</source>
        <translation>Es muss eine Zahl von Empfängern folgen oder nobody, partly, all, queued, dropped, too-slow oder connection-lost.</translation>
    </message>
    <message>
        <source>A size must follow, such as 200 or 4KiB.</source>
        <translation>Hier muss eine Größe folgen, etwa 200 oder 4KiB.</translation>
    </message>
    <message>
        <source>A time must follow, such as 12:01:02.5, 2026-01-28T12:01 or -5m.</source>
        <translation>Hier muss eine Zeit folgen, etwa 12:01:02.5, 2026-01-28T12:01 oder -5m.</translation>
    </message>
    <message>
        <source>Kinds of messages are %1.</source>
        <translation>Arten von Nachrichten sind %1.</translation>
    </message>
    <message>
        <source>Not a regular expression: %1.</source>
        <translation>Kein regulärer Ausdruck: %1.</translation>
    </message>
    <message>
        <source>After %1 a condition must follow.</source>
        <translation>Nach %1 muss eine Bedingung folgen.</translation>
    </message>
    <message>
        <source>Before %1 a field must stand, such as type or payload.name.</source>
        <translation>Vor %1 muss ein Feld stehen, etwa type oder payload.name.</translation>
    </message>
    <message>
        <source>Before %1 a condition must stand.</source>
        <translation>Vor %1 muss eine Bedingung stehen.</translation>
    </message>
    <message>
        <source>the type of a request, also for its replies</source>
        <translation>der Typ einer Anfrage, auch für ihre Antworten</translation>
    </message>
    <message>
        <source>answered, unanswered or error</source>
        <translation>answered, unanswered oder error</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s</source>
        <translation>die Zeit bis zur Antwort, in ms oder als 1.5s</translation>
    </message>
    <message>
        <source>the id of the client that replies</source>
        <translation>die Id des Clients, der antwortet</translation>
    </message>
    <message>
        <source>it has a reply, or is one</source>
        <translation>sie hat eine Antwort oder ist eine</translation>
    </message>
    <message>
        <source>it has no reply so far</source>
        <translation>sie hat bisher keine Antwort</translation>
    </message>
    <message>
        <source>the reply reports an error</source>
        <translation>die Antwort meldet einen Fehler</translation>
    </message>
    <message>
        <source>A duration must follow, such as 250, 250ms, 1.5s or 2m.</source>
        <translation>Hier muss eine Dauer folgen, etwa 250, 250ms, 1.5s oder 2m.</translation>
    </message>
    <message>
        <source>One of answered, unanswered and error must follow.</source>
        <translation>Hier muss answered, unanswered oder error folgen.</translation>
    </message>
    <message>
        <source>a request without a reply so far</source>
        <translation>eine Anfrage, bisher ohne Antwort</translation>
    </message>
    <message>
        <source>the reply took longer</source>
        <translation>die Antwort hat länger gebraucht</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s; the id of its sender</source>
        <translation>die Zeit bis zur Antwort, in ms oder als 1.5s; die Id ihres Absenders</translation>
    </message>
    <message>
        <source>marked by you</source>
        <translation>von Ihnen markiert</translation>
    </message>
    <message>
        <source>your comment on it</source>
        <translation>Ihr Kommentar dazu</translation>
    </message>
    <message>
        <source>your marks and comments on messages</source>
        <translation>Ihre Markierungen und Kommentare an Nachrichten</translation>
    </message>
</context>
<context>
    <name>broadcaster::FindBar</name>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of more than %2</source>
        <extracomment>The number of a place that was found, of all that were found</extracomment>
        <translation>%1 von mehr als %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>In der Nachricht suchen</translation>
    </message>
    <message>
        <source>Found places</source>
        <translation>Gefundene Stellen</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Vorige Stelle (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Nächste Stelle (F3)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>Suche schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>broadcaster::HelpDialog</name>
    <message>
        <source>Filter language</source>
        <translation>Filtersprache</translation>
    </message>
</context>
<context>
    <name>broadcaster::ImageView</name>
    <message>
        <source>Image in the message</source>
        <translation>Bild in der Nachricht</translation>
    </message>
    <message>
        <source>This installation of Qt cannot read images of the type %1.</source>
        <translation>Diese Qt-Installation kann Bilder vom Typ %1 nicht lesen.</translation>
    </message>
    <message>
        <source>This image is damaged.</source>
        <translation>Dieses Bild ist beschädigt.</translation>
    </message>
    <message>
        <source>This image has %1 × %2 pixels. It is not shown, because it would take too much memory.</source>
        <translation>Dieses Bild hat %1 × %2 Pixel. Es wird nicht gezeigt, weil es zu viel Speicher bräuchte.</translation>
    </message>
</context>
<context>
    <name>broadcaster::IssuedKeyDialog</name>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>API key issued</source>
        <translation>API-Schlüssel ausgestellt</translation>
    </message>
    <message>
        <source>The key of the project %1</source>
        <translation>Der Schlüssel des Projekts %1</translation>
    </message>
    <message>
        <source>This key is shown only now. Store it: it cannot be shown again.</source>
        <translation>Dieser Schlüssel wird nur jetzt gezeigt. Bitte sichern: Er lässt sich nicht noch einmal zeigen.</translation>
    </message>
    <message>
        <source>Clients add &amp;apiKey= and the key to their URL, or send it in the header x-api-key.</source>
        <translation>Clients hängen &amp;apiKey= und den Schlüssel an ihre URL oder senden ihn im Header x-api-key.</translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation>Ist gesichert</translation>
    </message>
    <message>
        <source>Close without storing the key?</source>
        <translation>Schließen, ohne den Schlüssel zu sichern?</translation>
    </message>
    <message>
        <source>It cannot be shown again. If it is lost, revoke it and issue another.</source>
        <translation>Er lässt sich nicht noch einmal zeigen. Ist er verloren, hilft nur, ihn zu widerrufen und einen neuen auszustellen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>URL with key</source>
        <translation>URL mit Schlüssel</translation>
    </message>
    <message>
        <source>Type of the client</source>
        <translation>Typ des Clients</translation>
    </message>
    <message>
        <source>Copy URL with key</source>
        <translation>URL mit Schlüssel kopieren</translation>
    </message>
    <message>
        <source>The URL contains the key: everybody who has the URL can connect</source>
        <translation>Die URL enthält den Schlüssel: Wer die URL hat, kann sich verbinden</translation>
    </message>
    <message>
        <source>URL for a client of type</source>
        <translation>URL für einen Client vom Typ</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonEditor</name>
    <message>
        <source>Format</source>
        <translation>Formatieren</translation>
    </message>
    <message>
        <source>Message to send</source>
        <translation>Zu sendende Nachricht</translation>
    </message>
    <message>
        <source>Indent the text anew (%1)</source>
        <translation>Den Text neu einrücken (%1)</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonErrorText</name>
    <message>
        <source>there is no text</source>
        <translation>es ist kein Text da</translation>
    </message>
    <message>
        <source>the text ends too early</source>
        <translation>der Text endet zu früh</translation>
    </message>
    <message>
        <source>a value is expected here</source>
        <translation>hier wird ein Wert erwartet</translation>
    </message>
    <message>
        <source>a name in double quotes is expected here</source>
        <translation>hier wird ein Name in doppelten Anführungszeichen erwartet</translation>
    </message>
    <message>
        <source>a colon is expected here</source>
        <translation>hier wird ein Doppelpunkt erwartet</translation>
    </message>
    <message>
        <source>a comma or a closing bracket is expected here</source>
        <translation>hier wird ein Komma oder eine schließende Klammer erwartet</translation>
    </message>
    <message>
        <source>this is not a JSON number</source>
        <translation>das ist keine JSON-Zahl</translation>
    </message>
    <message>
        <source>this is not a JSON escape</source>
        <translation>das ist keine JSON-Escape-Sequenz</translation>
    </message>
    <message>
        <source>a line break or another control character must be escaped here</source>
        <translation>ein Zeilenumbruch oder anderes Steuerzeichen muss hier maskiert werden</translation>
    </message>
    <message>
        <source>nothing may follow the end</source>
        <translation>nach dem Ende darf nichts folgen</translation>
    </message>
    <message>
        <source>these bytes are not UTF-8</source>
        <translation>diese Bytes sind kein UTF-8</translation>
    </message>
    <message>
        <source>nested deeper than %1 levels</source>
        <translation>tiefer verschachtelt als %1 Ebenen</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>Umschlag</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeView</name>
    <message>
        <source>No message is selected.</source>
        <translation>Keine Nachricht ist ausgewählt.</translation>
    </message>
    <message>
        <source>Message as a tree</source>
        <translation>Nachricht als Baum</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>Danach filtern</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>Dies ausschließen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation>Alles darunter aufklappen</translation>
    </message>
    <message>
        <source>This is not JSON. %1.</source>
        <translation>Das ist kein JSON. %1.</translation>
    </message>
    <message>
        <source>There is nothing in this message.</source>
        <translation>Diese Nachricht ist leer.</translation>
    </message>
    <message>
        <source>Show as column</source>
        <translation>Als Spalte zeigen</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Alles zuklappen</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptButton</name>
    <message>
        <source>How many messages are kept. Click to change it.</source>
        <translation>Wie viele Nachrichten behalten werden. Klicken, um es zu ändern.</translation>
    </message>
    <message>
        <source>%1 of %2 kept, %3 of %4</source>
        <extracomment>Messages kept, most that are; memory taken, most that is</extracomment>
        <translation>%1 von %2 behalten, %3 von %4</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptPopUp</name>
    <message>
        <source>Messages kept</source>
        <translation>Behaltene Nachrichten</translation>
    </message>
    <message>
        <source>Messages kept at most</source>
        <translation>Höchstens behaltene Nachrichten</translation>
    </message>
    <message>
        <source>Memory they take at most, in MiB</source>
        <translation>Speicher, den sie höchstens belegen, in MiB</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>The oldest messages go first. At least %1 messages and %2 MiB can be kept.</source>
        <translation>Die ältesten Nachrichten gehen zuerst. Mindestens %1 Nachrichten und %2 MiB sind möglich.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeyActions</name>
    <message>
        <source>No key was issued. %1</source>
        <translation>Es wurde kein Schlüssel ausgestellt. %1</translation>
    </message>
    <message>
        <source>No key was issued to %1. %2</source>
        <translation>Für %1 wurde kein Schlüssel ausgestellt. %2</translation>
    </message>
    <message>
        <source>%1 had a key a moment ago. Issue it again.</source>
        <translation>%1 hatte eben noch einen Schlüssel. Bitte erneut ausstellen.</translation>
    </message>
    <message>
        <source>Replace the key of %1?</source>
        <translation>Den Schlüssel von %1 ersetzen?</translation>
    </message>
    <message>
        <source>The project has an active key since %1, and can have only one. Replacing it closes the connections that use it, and nobody can connect with it any more.</source>
        <translation>Das Projekt hat seit %1 einen aktiven Schlüssel und kann nur einen haben. Ihn zu ersetzen schließt die Verbindungen, die ihn nutzen, und niemand kann sich mehr mit ihm verbinden.</translation>
    </message>
    <message>
        <source>Revoke and issue</source>
        <translation>Widerrufen und ausstellen</translation>
    </message>
    <message>
        <source>The key of %1 was not revoked. %2</source>
        <translation>Der Schlüssel von %1 wurde nicht widerrufen. %2</translation>
    </message>
    <message>
        <source>No connection uses it now.</source>
        <translation>Zurzeit nutzt ihn keine Verbindung.</translation>
    </message>
    <message>
        <source>1 connection that uses it will be closed.</source>
        <translation>1 Verbindung, die ihn nutzt, wird geschlossen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections that use it will be closed.</source>
        <translation>
            <numerusform>%Ln Verbindung, die ihn nutzt, wird geschlossen.</numerusform>
            <numerusform>%Ln Verbindungen, die ihn nutzen, werden geschlossen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The project requires a key: nobody can connect until you issue another.</source>
        <translation>Das Projekt verlangt einen Schlüssel: Niemand kann sich verbinden, bis ein neuer ausgestellt ist.</translation>
    </message>
    <message>
        <source>Nobody can connect with it any more. This cannot be undone.</source>
        <translation>Niemand kann sich mehr mit ihm verbinden. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Revoke the key of %1?</source>
        <translation>Den Schlüssel von %1 widerrufen?</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Require a key for %1?</source>
        <translation>Von den Clients von %1 einen Schlüssel verlangen?</translation>
    </message>
    <message>
        <source>Clients without the key are refused from now on. Those connected stay.</source>
        <translation>Clients ohne den Schlüssel werden ab jetzt abgewiesen. Verbundene bleiben.</translation>
    </message>
    <message>
        <source>Clients without a key are refused from now on, and this project has none: nobody can connect until you issue one. Those connected stay.</source>
        <translation>Clients ohne Schlüssel werden ab jetzt abgewiesen, und dieses Projekt hat keinen: Niemand kann sich verbinden, bis einer ausgestellt ist. Verbundene bleiben.</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>Schlüssel verlangen</translation>
    </message>
    <message>
        <source>No longer require a key for %1?</source>
        <translation>Von den Clients von %1 keinen Schlüssel mehr verlangen?</translation>
    </message>
    <message>
        <source>Every client that reaches the broker can join the project from now on.</source>
        <translation>Jeder Client, der den Broker erreicht, kann dem Projekt ab jetzt beitreten.</translation>
    </message>
    <message>
        <source>Require none</source>
        <translation>Keinen verlangen</translation>
    </message>
    <message>
        <source>The setting of %1 was not changed. %2</source>
        <translation>Die Einstellung von %1 wurde nicht geändert. %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeySection</name>
    <message>
        <source>Remove the service key</source>
        <translation>Den Dienstschlüssel entfernen</translation>
    </message>
    <message>
        <source>new service key</source>
        <translation>neuer Dienstschlüssel</translation>
    </message>
    <message>
        <source>New service key</source>
        <translation>Neuer Dienstschlüssel</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Generate a service key</source>
        <translation>Einen Dienstschlüssel erzeugen</translation>
    </message>
    <message>
        <source>Service key</source>
        <translation>Dienstschlüssel</translation>
    </message>
    <message>
        <source>Use letters, digits and signs of ASCII only, without spaces.</source>
        <translation>Nur Buchstaben, Ziffern und Zeichen aus ASCII verwenden, ohne Leerzeichen.</translation>
    </message>
    <message>
        <source>A service key is set.</source>
        <translation>Ein Dienstschlüssel ist gesetzt.</translation>
    </message>
    <message>
        <source>No service key is set: those calls answer 503.</source>
        <translation>Kein Dienstschlüssel ist gesetzt: Diese Aufrufe antworten mit 503.</translation>
    </message>
    <message>
        <source>Copy it now: once applied it is not shown again.</source>
        <translation>Jetzt kopieren: Einmal angewendet, wird er nicht mehr gezeigt.</translation>
    </message>
    <message>
        <source>Needed to manage keys over HTTP, not in this window.</source>
        <translation>Nötig, um Schlüssel über HTTP zu verwalten, nicht in diesem Fenster.</translation>
    </message>
    <message>
        <source>At most %1 bytes.</source>
        <translation>Höchstens %1 Bytes.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysModel</name>
    <message>
        <source>not required</source>
        <translation>nicht verlangt</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>kein Schlüssel</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>required</source>
        <translation>verlangt</translation>
    </message>
    <message>
        <source>Its clients connect with the key</source>
        <translation>Seine Clients verbinden sich mit dem Schlüssel</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>How the key begins: the rest is not kept</source>
        <translation>Wie der Schlüssel beginnt: Der Rest wird nicht aufbewahrt</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Description given when it was issued</source>
        <translation>Beim Ausstellen angegebene Beschreibung</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Clients connected with the key now</source>
        <translation>Clients, die jetzt mit dem Schlüssel verbunden sind</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>When it was issued</source>
        <translation>Wann er ausgestellt wurde</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>When a client last connected with it</source>
        <translation>Wann sich zuletzt ein Client mit ihm verband</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt genutzt</translation>
    </message>
    <message>
        <source>Issuer by their own account</source>
        <translation>Aussteller nach eigener Angabe</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>Erstellt von</translation>
    </message>
    <message>
        <source>Whether clients without the key are refused</source>
        <translation>Ob Clients ohne den Schlüssel abgewiesen werden</translation>
    </message>
    <message>
        <source>Key required</source>
        <translation>Schlüssel verlangt</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysPage</name>
    <message>
        <source>API keys</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Issue key…</source>
        <translation>Schlüssel ausstellen…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Widerrufen…</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>Schlüssel verlangen</translation>
    </message>
    <message>
        <source>Refuse clients of the selected project without a key</source>
        <translation>Clients des gewählten Projekts abweisen, die keinen Schlüssel mitbringen</translation>
    </message>
    <message>
        <source>Copy prefix</source>
        <translation>Präfix kopieren</translation>
    </message>
    <message>
        <source>Copy project</source>
        <translation>Projekt kopieren</translation>
    </message>
    <message>
        <source>Projects and their API keys</source>
        <translation>Projekte und ihre API-Schlüssel</translation>
    </message>
    <message>
        <source>Reading the keys</source>
        <translation>Schlüssel werden gelesen</translation>
    </message>
    <message>
        <source>No project has a key yet</source>
        <translation>Noch hat kein Projekt einen Schlüssel</translation>
    </message>
    <message>
        <source>Without a key, every client that reaches the broker can join any project. Issue a key to a project, give it to its clients, and require it: from then on, clients without it are refused.</source>
        <translation>Ohne Schlüssel kann jeder, der den Broker erreicht, jedem Projekt beitreten. Dem Projekt einen Schlüssel ausstellen, ihn seinen Clients geben und ihn verlangen: Von da an werden Clients ohne ihn abgewiesen.</translation>
    </message>
    <message>
        <source>The keys cannot be read. %1</source>
        <translation>Die Schlüssel lassen sich nicht lesen. %1</translation>
    </message>
    <message>
        <source>This window may not see API keys</source>
        <translation>Dieses Fenster darf keine API-Schlüssel sehen</translation>
    </message>
</context>
<context>
    <name>broadcaster::LineField</name>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>s</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Durchsuchen: %1</translation>
    </message>
    <message>
        <source>Each must be %1. Commas stand between them, at most %2.</source>
        <translation>Jeder Eintrag muss %1 sein. Kommas stehen dazwischen, höchstens %2 Einträge.</translation>
    </message>
    <message>
        <source>Must be %1 to %2, written as 65536, 64 KiB or 16 MiB.</source>
        <translation>Muss %1 bis %2 sein, geschrieben als 65536, 64 KiB oder 16 MiB.</translation>
    </message>
    <message>
        <source>Must be a whole number from %1 to %2.</source>
        <translation>Muss eine ganze Zahl von %1 bis %2 sein.</translation>
    </message>
    <message>
        <source>%1 %2 to %3, default %4.</source>
        <comment>an explanation, then the bounds</comment>
        <translation>%1 %2 bis %3, Vorgabe %4.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a number, its unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Must be whole seconds, %1 to %2.</source>
        <translation>Muss eine ganze Zahl von Sekunden sein, %1 bis %2.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkActions</name>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Give a key…</source>
        <translation>Schlüssel angeben…</translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>Diesem Zertifikat vertrauen…</translation>
    </message>
    <message>
        <source>&amp;Connect to broker…</source>
        <translation>Mit Broker &amp;verbinden…</translation>
    </message>
    <message>
        <source>&amp;Band colour</source>
        <translation>Farbe des &amp;Bandes</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkBand</name>
    <message>
        <source>%1, looking only</source>
        <translation>%1, nur ansehen</translation>
    </message>
    <message>
        <source>Machine %1, version %2</source>
        <translation>Rechner %1, Version %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkPage</name>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Connect to a broker to see its clients and its traffic.</source>
        <translation>Verbinden Sie sich mit einem Broker, um seine Clients und seinen Verkehr zu sehen.</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>Keine Verbindung zu %1</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Verbindung zu %1 wird aufgebaut</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkText</name>
    <message>
        <source>The certificate of %1 is for another name, %2. Connect by that name.</source>
        <translation>Das Zertifikat von %1 gilt für einen anderen Namen, %2. Verbinden Sie sich unter diesem Namen.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>No connection since %1</source>
        <translation>Keine Verbindung seit %1</translation>
    </message>
    <message>
        <source>The connection to %1 was cut.</source>
        <translation>Die Verbindung zu %1 wurde getrennt.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2. Check that the broker runs, and host and port.</source>
        <translation>%1 ist nicht erreichbar: %2. Prüfen Sie, ob der Broker läuft, sowie Host und Port.</translation>
    </message>
    <message>
        <source>%1 answers, but it is not a broker, or one without a console. Check host and port.</source>
        <translation>%1 antwortet, ist aber kein Broker oder einer ohne Konsole. Prüfen Sie Host und Port.</translation>
    </message>
    <message>
        <source>%1 wants its service key, or its viewer key to look only.</source>
        <translation>%1 verlangt seinen Dienstschlüssel, oder seinen Betrachterschlüssel nur zum Ansehen.</translation>
    </message>
    <message>
        <source>The broker does not accept this key. Give its service key or its viewer key.</source>
        <translation>Der Broker nimmt diesen Schlüssel nicht an. Geben Sie seinen Dienstschlüssel oder seinen Betrachterschlüssel an.</translation>
    </message>
    <message>
        <source>The broker speaks another version of the console protocol. Use the program of the broker&apos;s version.</source>
        <translation>Der Broker spricht eine andere Version des Konsolenprotokolls. Nehmen Sie das Programm in der Version des Brokers.</translation>
    </message>
    <message>
        <source>The broker is about to stop, or has as many consoles as it may have.</source>
        <translation>Der Broker wird gerade beendet oder hat so viele Konsolen, wie er haben darf.</translation>
    </message>
    <message>
        <source>The broker does not answer to this name. Allow it there with --allow-host.</source>
        <translation>Der Broker antwortet nicht auf diesen Namen. Erlauben Sie ihn dort mit --allow-host.</translation>
    </message>
    <message>
        <source>Too many wrong keys came from here. The broker waits before it looks at the next one.</source>
        <translation>Von hier kamen zu viele falsche Schlüssel. Der Broker wartet, bevor er den nächsten ansieht.</translation>
    </message>
    <message>
        <source>The broker has stopped.</source>
        <translation>Der Broker wurde beendet.</translation>
    </message>
    <message>
        <source>The broker closed the connection, because it was not read.</source>
        <translation>Der Broker hat die Verbindung geschlossen, weil sie nicht gelesen wurde.</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>Neuer Versuch…</translation>
    </message>
    <message>
        <source>Next attempt in %1 s.</source>
        <translation>Nächster Versuch in %1 s.</translation>
    </message>
    <message>
        <source>No answer since %1</source>
        <translation>Keine Antwort seit %1</translation>
    </message>
    <message>
        <source>The proxy at %1 does not reach the broker. Check that the broker runs.</source>
        <translation>Der Proxy unter %1 erreicht den Broker nicht. Prüfen Sie, ob der Broker läuft.</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one you trust. It was renewed, or somebody stands between.
SHA-256: %2</source>
        <translation>%1 zeigt ein anderes Zertifikat als das, dem Sie vertrauen. Es wurde erneuert, oder jemand steht dazwischen.
SHA-256: %2</translation>
    </message>
    <message>
        <source>No authority that is trusted here vouches for the certificate of %1 (%2).
SHA-256: %3</source>
        <translation>Keine Stelle, der hier vertraut wird, bürgt für das Zertifikat von %1 (%2).
SHA-256: %3</translation>
    </message>
    <message>
        <source>%1 refused a connection without TLS. It may be a port with TLS: connect by wss://. Otherwise the broker speaks another version of the console protocol: use the program of the broker&apos;s version.</source>
        <translation>%1 hat eine Verbindung ohne TLS abgelehnt. Vielleicht ist es ein Port mit TLS: Verbinden Sie sich mit wss://. Sonst spricht der Broker eine andere Version des Konsolenprotokolls: Nehmen Sie das Programm in der Version des Brokers.</translation>
    </message>
    <message>
        <source>%1 does not take TLS (%2). If it is a port without TLS, connect by ws://.</source>
        <translation>%1 nimmt kein TLS an (%2). Ist es ein Port ohne TLS, verbinden Sie sich mit ws://.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListenField</name>
    <message>
        <source>“%1” is there twice.</source>
        <translation>„%1“ steht zweimal da.</translation>
    </message>
    <message>
        <source>This machine only (127.0.0.1)</source>
        <translation>Nur dieser Rechner (127.0.0.1)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 (0.0.0.0)</source>
        <translation>Auch andere Rechner, über IPv4 (0.0.0.0)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 and IPv6 (0.0.0.0 and ::)</source>
        <translation>Auch andere Rechner, über IPv4 und IPv6 (0.0.0.0 und ::)</translation>
    </message>
    <message>
        <source>Specific addresses, one per line</source>
        <translation>Bestimmte Adressen, eine je Zeile</translation>
    </message>
    <message>
        <source>Addresses to listen on, one per line</source>
        <translation>Adressen zum Lauschen, eine je Zeile</translation>
    </message>
    <message>
        <source>Give at least one address.</source>
        <translation>Mindestens eine Adresse angeben.</translation>
    </message>
    <message>
        <source>%1 addresses at most.</source>
        <translation>Höchstens %1 Adressen.</translation>
    </message>
    <message>
        <source>“%1” is not an IP address, such as 127.0.0.1, ::1 or 192.168.1.7.</source>
        <translation>„%1“ ist keine IP-Adresse wie 127.0.0.1, ::1 oder 192.168.1.7.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListeningSection</name>
    <message>
        <source>Use any free port</source>
        <translation>Einen beliebigen freien Port nehmen</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Lauschen</translation>
    </message>
    <message>
        <source>Changes apply at once. Connected clients stay connected.</source>
        <translation>Änderungen gelten sofort. Verbundene Clients bleiben verbunden.</translation>
    </message>
    <message>
        <source>Other machines can connect, and nothing is encrypted: set a certificate under TLS, or put a proxy that speaks TLS before the broker.</source>
        <translation>Andere Rechner können sich verbinden, und nichts ist verschlüsselt: Unter TLS ein Zertifikat setzen oder einen Proxy mit TLS vor den Broker stellen.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LiveUsage</name>
    <message>
        <source>Live figures</source>
        <translation>Laufende Zahlen</translation>
    </message>
    <message>
        <source>Messages from clients, pings and rejected ones included</source>
        <translation>Nachrichten von Clients, auch Pings und abgelehnte</translation>
    </message>
    <message>
        <source>Size of the messages from clients, without frame headers</source>
        <translation>Größe der Nachrichten von Clients, ohne die Köpfe der Frames</translation>
    </message>
    <message>
        <source>Messages that were invalid, or above the rate of their client</source>
        <translation>Nachrichten, die ungültig waren oder mehr, als ihr Client je Sekunde senden darf</translation>
    </message>
    <message>
        <source>Live figures by project</source>
        <translation>Laufende Zahlen je Projekt</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>received</source>
        <translation>empfangen</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>nicht zugestellt</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>For a client or a type that nobody had: %1
Dropped at a client that was too slow or lost its connection: %2</source>
        <translation>Für einen Client oder Typ, den niemand hatte: %1
Verworfen bei einem Client, der zu langsam war oder die Verbindung verlor: %2</translation>
    </message>
    <message>
        <source>Since the broker started. These figures are not in the database.</source>
        <translation>Seit dem Start des Brokers. Diese Zahlen stehen nicht in der Datenbank.</translation>
    </message>
    <message>
        <source>Since the first client came. Without clients for %1, the project is forgotten, and its figures begin anew.</source>
        <translation>Seit der erste Client kam. Nach %1 ohne Clients wird das Projekt vergessen, und seine Zahlen beginnen von vorn.</translation>
    </message>
    <message>
        <source>The broker is not running.</source>
        <translation>Der Broker läuft nicht.</translation>
    </message>
    <message>
        <source>The first figures are here in a second.</source>
        <translation>Die ersten Zahlen sind in einer Sekunde da.</translation>
    </message>
    <message>
        <source>Messages per second: now %1, at most %2 in the last 5 minutes.</source>
        <translation>Nachrichten pro Sekunde: jetzt %1, höchstens %2 in den letzten 5 Minuten.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogModel</name>
    <message>
        <source>debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogView</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>Niedrigste gezeigte Stufe</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>Info und höher</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Im Protokoll suchen</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Keeps the newest line in view</source>
        <translation>Hält die neueste Zeile im Blick</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copies the selected lines, or all that are shown</source>
        <translation>Kopiert die gewählten Zeilen oder alle gezeigten</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>Zeilen des Protokolls</translation>
    </message>
    <message>
        <source>Clears the log in this window</source>
        <translation>Leert das Protokoll in diesem Fenster</translation>
    </message>
    <message>
        <source>No line matches</source>
        <translation>Keine Zeile passt</translation>
    </message>
    <message>
        <source>Nothing logged yet</source>
        <translation>Noch nichts protokolliert</translation>
    </message>
    <message>
        <source>Lines are hidden by the text to find or by the level.</source>
        <translation>Der Suchtext oder die Stufe blendet Zeilen aus.</translation>
    </message>
    <message>
        <source>Refused connections, closed clients and faults of the database appear here.</source>
        <translation>Hier erscheinen abgewiesene Verbindungen, geschlossene Clients und Fehler der Datenbank.</translation>
    </message>
</context>
<context>
    <name>broadcaster::MainWindow</name>
    <message>
        <source>Traffic</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Nutzung</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Usage cannot be written: %1</source>
        <translation>Die Nutzung lässt sich nicht speichern: %1</translation>
    </message>
    <message numerus="yes">
        <source>Close and disconnect %Ln client(s)?</source>
        <translation>
            <numerusform>Schließen und %Ln Client trennen?</numerusform>
            <numerusform>Schließen und %Ln Clients trennen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>Nicht mehr fragen</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Close without applying the changes?</source>
        <translation>Schließen, ohne die Änderungen anzuwenden?</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Change the language without applying the changes?</source>
        <translation>Die Sprache wechseln, ohne die Änderungen anzuwenden?</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>Sprache wechseln</translation>
    </message>
    <message>
        <source>The broker is part of this program and stops too.</source>
        <translation>Der Broker ist Teil dieses Programms und endet mit ihm.</translation>
    </message>
</context>
<context>
    <name>broadcaster::MessageSender</name>
    <message>
        <source>Not sent: the broker is not running.</source>
        <translation>Nicht gesendet: der Broker läuft nicht.</translation>
    </message>
    <message>
        <source>Not sent: a project and a text are needed.</source>
        <translation>Nicht gesendet: ein Projekt und ein Text sind nötig.</translation>
    </message>
    <message>
        <source>Not sent: it has %1, and the broker takes %2 at most.</source>
        <translation>Nicht gesendet: sie hat %1, und der Broker nimmt höchstens %2.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet…</translation>
    </message>
    <message>
        <source>Not sent: the broker stopped.</source>
        <translation>Nicht gesendet: der Broker hielt an.</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>Nicht gesendet: %1</translation>
    </message>
    <message>
        <source>Sent %1, and rejected: %2</source>
        <translation>Gesendet um %1 und abgelehnt: %2</translation>
    </message>
    <message>
        <source>Sent %1, and rejected</source>
        <translation>Gesendet um %1 und abgelehnt</translation>
    </message>
    <message>
        <source>Sent %1</source>
        <translation>Gesendet um %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewKeyDialog</name>
    <message>
        <source>Issue an API key</source>
        <translation>API-Schlüssel ausstellen</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Its users and its purpose</source>
        <translation>Nutzer und Zweck</translation>
    </message>
    <message>
        <source>Issue key</source>
        <translation>Schlüssel ausstellen</translation>
    </message>
    <message>
        <source>Clients of the project connect with it. The key is shown once, when it is issued.</source>
        <translation>Clients des Projekts verbinden sich damit. Der Schlüssel wird nur einmal gezeigt, beim Ausstellen.</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projekt</translation>
    </message>
    <message>
        <source>&amp;Description, optional</source>
        <translation>&amp;Beschreibung, optional</translation>
    </message>
    <message>
        <source>Name the project that the key is for.</source>
        <translation>Das Projekt nennen, für das der Schlüssel gilt.</translation>
    </message>
    <message>
        <source>The name has %1 bytes of UTF-8, the most is %2.</source>
        <translation>Der Name hat %1 Bytes in UTF-8, höchstens %2 sind erlaubt.</translation>
    </message>
    <message>
        <source>The name has a control character, which is not allowed.</source>
        <translation>Der Name enthält ein Steuerzeichen; das ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>The name begins or ends with a space. That makes it another project.</source>
        <translation>Der Name beginnt oder endet mit einem Leerzeichen. Damit ist es ein anderes Projekt.</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewRowsChip</name>
    <message>
        <source>%1 waiting</source>
        <extracomment>Messages that the user has not seen yet</extracomment>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 neue</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>Mit den inzwischen gekommenen Nachrichten weitermachen</translation>
    </message>
    <message>
        <source>Go to the newest message and follow</source>
        <translation>Zur neuesten Nachricht gehen und folgen</translation>
    </message>
    <message>
        <source>New messages</source>
        <translation>Neue Nachrichten</translation>
    </message>
</context>
<context>
    <name>broadcaster::ObstacleText</name>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>Es gibt keine Verbindung zum Broker.</translation>
    </message>
    <message>
        <source>The key of this window allows looking only. Connect with the service key.</source>
        <translation>Der Schlüssel dieses Fensters erlaubt nur das Ansehen. Verbinden Sie sich mit dem Dienstschlüssel.</translation>
    </message>
    <message>
        <source>The broker is of a version that does not have this.</source>
        <translation>Der Broker hat eine Version, die das nicht kann.</translation>
    </message>
</context>
<context>
    <name>broadcaster::OriginsSection</name>
    <message>
        <source>No other page has tried to connect.</source>
        <translation>Keine andere Seite wollte sich verbinden.</translation>
    </message>
    <message numerus="yes">
        <source>refused %Ln times</source>
        <translation>
            <numerusform>%Ln Mal abgewiesen</numerusform>
            <numerusform>%Ln Mal abgewiesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Zulassen</translation>
    </message>
    <message>
        <source>Allow pages of %1</source>
        <translation>Seiten von %1 zulassen</translation>
    </message>
    <message>
        <source>Let every web site connect?</source>
        <translation>Jede Website verbinden lassen?</translation>
    </message>
    <message>
        <source>Browsers send the origin null for empty tabs, local files and sandboxed frames, and any web site can have such a frame. To try something out, open the broker&apos;s own page instead, such as http://127.0.0.1:8787/: its address is under Connect on this page.</source>
        <translation>Browser senden den Ursprung null für leere Tabs, lokale Dateien und Frames in einer Sandbox, und jede Website kann einen solchen Frame haben. Um etwas auszuprobieren, öffnen Sie stattdessen die Seite des Brokers selbst, etwa http://127.0.0.1:8787/: Ihre Adresse steht auf dieser Seite unter „Verbinden“.</translation>
    </message>
    <message>
        <source>Allow every web site</source>
        <translation>Jede Website zulassen</translation>
    </message>
    <message>
        <source>Browser access</source>
        <translation>Zugriff aus Browsern</translation>
    </message>
    <message>
        <source>Pages of this machine may connect; other pages only if their origin is allowed.</source>
        <translation>Seiten von diesem Rechner dürfen sich verbinden, andere nur, wenn ihr Ursprung zugelassen ist.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectEdit</name>
    <message>
        <source>Known projects</source>
        <translation>Bekannte Projekte</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectListModel</name>
    <message>
        <source>All projects</source>
        <translation>Alle Projekte</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln Client</numerusform>
            <numerusform>%Ln Clients</numerusform>
        </translation>
    </message>
    <message>
        <source>Scale: 0 to %1. Each line is ten times the one below.</source>
        <translation>Skala: 0 bis %1. Jede Linie ist das Zehnfache der darunter.</translation>
    </message>
    <message>
        <source>Messages: now %1, at most %2 in the last minute</source>
        <translation>Nachrichten: jetzt %1, höchstens %2 in der letzten Minute</translation>
    </message>
</context>
<context>
    <name>broadcaster::QuestionBox</name>
    <message>
        <source>Broadcaster</source>
        <translation>Broadcaster</translation>
    </message>
</context>
<context>
    <name>broadcaster::RateChart</name>
    <message>
        <source>Messages per second</source>
        <translation>Nachrichten pro Sekunde</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawText</name>
    <message>
        <source>Message as text</source>
        <translation>Nachricht als Text</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawView</name>
    <message>
        <source>Indented</source>
        <translation>Eingerückt</translation>
    </message>
    <message>
        <source>Off: every byte as it was on the wire</source>
        <translation>Aus: jedes Byte so, wie es auf der Leitung war</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedView</name>
    <message>
        <source>Received message as a tree</source>
        <translation>Empfangene Nachricht als Baum</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Clear the list of received messages</source>
        <translation>Liste der empfangenen Nachrichten leeren</translation>
    </message>
    <message>
        <source>Received messages</source>
        <translation>Empfangene Nachrichten</translation>
    </message>
    <message>
        <source>Return opens a message, Escape closes it</source>
        <translation>Eingabetaste öffnet eine Nachricht, Escape schließt sie</translation>
    </message>
    <message>
        <source>Received, the last %1 of %2</source>
        <translation>Empfangen, die letzten %1 von %2</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>All messages</source>
        <translation>Alle Nachrichten</translation>
    </message>
    <message>
        <source>Show all received messages</source>
        <translation>Alle empfangenen Nachrichten zeigen</translation>
    </message>
    <message>
        <source>An admin client gets a copy of every message of its project that names a receiver. Unticked, only replies to your messages are listed: those to your client, and those with an id of a message that you sent.</source>
        <translation>Ein Admin-Client bekommt eine Kopie jeder Nachricht seines Projekts, die einen Empfänger nennt. Ohne Haken stehen hier nur Antworten auf Ihre Nachrichten: solche an Ihren Client, und solche mit der id einer Nachricht, die Sie gesendet haben.</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Replies, the last %1 of %2</source>
        <translation>Antworten, die letzten %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>No reply to your messages yet. %Ln other message(s) came.</source>
        <translation>
            <numerusform>Noch keine Antwort auf Ihre Nachrichten. %Ln andere Nachricht kam.</numerusform>
            <numerusform>Noch keine Antwort auf Ihre Nachrichten. %Ln andere Nachrichten kamen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Replies to your messages appear here.</source>
        <translation>Hier erscheinen die Antworten auf Ihre Nachrichten.</translation>
    </message>
    <message>
        <source>Messages to you appear here.</source>
        <translation>Nachrichten an Sie erscheinen hier.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RemoteWindow</name>
    <message>
        <source>Trust this certificate for %1?</source>
        <translation>Diesem Zertifikat für %1 vertrauen?</translation>
    </message>
    <message>
        <source>Its SHA-256 is
%1

Compare it with what the broker&apos;s own machine says:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE

From then on, this window accepts this certificate for this broker, and no other.</source>
        <translation>Sein SHA-256 ist
%1

Vergleichen Sie ihn mit dem, was der Rechner des Brokers sagt:
openssl x509 -noout -fingerprint -sha256 -in ZERTIFIKAT

Von da an nimmt dieses Fenster für diesen Broker dieses Zertifikat an und kein anderes.</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Vertrauen</translation>
    </message>
    <message>
        <source>The keyring does not keep the key (%1), so you will be asked for it again.</source>
        <translation>Der Schlüsselbund behält den Schlüssel nicht (%1), Sie werden also wieder danach gefragt.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RenameDialog</name>
    <message>
        <source>The client is no longer known.</source>
        <translation>Der Client ist nicht mehr bekannt.</translation>
    </message>
    <message>
        <source>A name has at most %1 characters.</source>
        <translation>Ein Name hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>The name has a character that cannot be seen.</source>
        <translation>Der Name hat ein Zeichen, das man nicht sehen kann.</translation>
    </message>
    <message>
        <source>Another client of the project has this name.</source>
        <translation>Ein anderer Client des Projekts hat diesen Namen.</translation>
    </message>
    <message>
        <source>Rename client</source>
        <translation>Client umbenennen</translation>
    </message>
    <message>
        <source>Automatic name</source>
        <translation>Automatischer Name</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>%1 von Projekt %2</translation>
    </message>
    <message>
        <source>Only this window knows the name. An empty one brings the automatic name back. If the user agent names a program, its later connections get the name too.</source>
        <translation>Nur dieses Fenster kennt den Namen. Ein leerer bringt den automatischen zurück. Nennt der User-Agent ein Programm, erhalten auch dessen spätere Verbindungen den Namen.</translation>
    </message>
    <message>
        <source>&amp;Name of the client</source>
        <translation>&amp;Name des Clients</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyChart</name>
    <message>
        <source>Reply times</source>
        <translation>Antwortzeiten</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>no replies</source>
        <translation>keine Antworten</translation>
    </message>
    <message numerus="yes">
        <source>p95 %1, p50 %2, %n replies</source>
        <translation>
            <numerusform>p95 %1, p50 %2, %n Antwort</numerusform>
            <numerusform>p95 %1, p50 %2, %n Antworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n errors</source>
        <translation>
            <numerusform>, %n Fehler</numerusform>
            <numerusform>, %n Fehler</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyTexts</name>
    <message>
        <source>error in %1</source>
        <translation>Fehler in %1</translation>
    </message>
    <message>
        <source>reply in %1</source>
        <translation>Antwort in %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n replies</source>
        <extracomment>Time of the first reply, and how many have come: 8 ms, 2 replies</extracomment>
        <translation>
            <numerusform>%1, %n Antwort</numerusform>
            <numerusform>%1, %n Antworten</numerusform>
        </translation>
    </message>
    <message>
        <source>failed in %1</source>
        <translation>Fehler in %1</translation>
    </message>
    <message>
        <source>answered in %1</source>
        <translation>beantwortet in %1</translation>
    </message>
    <message>
        <source>unanswered</source>
        <translation>unbeantwortet</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>unanswered for %1</source>
        <translation>unbeantwortet seit %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>niemand da</translation>
    </message>
    <message>
        <source>receiver left</source>
        <translation>Empfänger ist weg</translation>
    </message>
    <message>
        <source>sender left</source>
        <translation>Sender ist weg</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowFeatures</name>
    <message>
        <source>Colour rules…</source>
        <translation>Farbregeln …</translation>
    </message>
    <message>
        <source>Colour rows like this…</source>
        <translation>Zeilen wie diese färben …</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowMarks</name>
    <message>
        <source>Comment…</source>
        <translation>Kommentieren …</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>Nächste Markierung</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>Vorige Markierung</translation>
    </message>
    <message>
        <source>There is room for %1 marks and comments. Select fewer messages.</source>
        <translation>Für %1 Markierungen und Kommentare ist Platz. Wählen Sie weniger Nachrichten aus.</translation>
    </message>
    <message>
        <source>Some messages were not marked: there is room for %1 marks and comments.</source>
        <translation>Einige Nachrichten wurden nicht markiert: Für %1 Markierungen und Kommentare ist Platz.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages got no comment: they are no longer kept, or there is no room.</source>
        <translation>
            <numerusform>%Ln Nachricht bekam keinen Kommentar: Sie wird nicht mehr aufbewahrt, oder es ist kein Platz.</numerusform>
            <numerusform>%Ln Nachrichten bekamen keinen Kommentar: Sie werden nicht mehr aufbewahrt, oder es ist kein Platz.</numerusform>
        </translation>
    </message>
    <message>
        <source>No shown message in this direction has a mark or a comment.</source>
        <translation>Keine gezeigte Nachricht in dieser Richtung hat eine Markierung oder einen Kommentar.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RuleText</name>
    <message>
        <source>A path must stand here, such as payload.requestId.</source>
        <translation>Hier muss ein Pfad stehen, etwa payload.requestId.</translation>
    </message>
    <message>
        <source>%1 is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0], or auto, id or next.</source>
        <translation>%1 ist kein Pfad. Möglich sind payload.name, payload.&quot;ein Name&quot; oder payload.list[0] oder auto, id oder next.</translation>
    </message>
    <message>
        <source>The rule is too long: it may have %1 characters.</source>
        <translation>Die Regel ist zu lang: sie darf %1 Zeichen haben.</translation>
    </message>
    <message>
        <source>A rule may have %1 alternatives.</source>
        <translation>Eine Regel darf %1 Möglichkeiten haben.</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 steht schon da.</translation>
    </message>
    <message>
        <source>auto stands alone: it tries the usual alternatives by itself.</source>
        <translation>auto steht allein: es versucht die üblichen Möglichkeiten von selbst.</translation>
    </message>
    <message>
        <source>next comes last: it finds a reply to every request.</source>
        <translation>next kommt zuletzt: es findet zu jeder Anfrage eine Antwort.</translation>
    </message>
</context>
<context>
    <name>broadcaster::SaveFilterDialog</name>
    <message>
        <source>Save filter</source>
        <translation>Filter speichern</translation>
    </message>
    <message>
        <source>Rename filter</source>
        <translation>Filter umbenennen</translation>
    </message>
    <message>
        <source>&amp;Name, shown as a button</source>
        <translation>&amp;Name, erscheint als Knopf</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>The filter is too long to be saved: it may have %1 characters.</source>
        <translation>Der Filter ist zum Speichern zu lang: Er darf %1 Zeichen haben.</translation>
    </message>
    <message>
        <source>There are %1 saved filters already. Delete one with a right-click on its button.</source>
        <translation>Es gibt schon %1 gespeicherte Filter. Löschen Sie einen mit einem Rechtsklick auf seinen Knopf.</translation>
    </message>
    <message>
        <source>Replaces the saved filter of this name.</source>
        <translation>Ersetzt den gespeicherten Filter dieses Namens.</translation>
    </message>
    <message>
        <source>Another filter has this name.</source>
        <translation>Ein anderer Filter heißt schon so.</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedBar</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name of the message</source>
        <translation>Name der Nachricht</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>No message is saved yet</source>
        <translation>Noch keine Nachricht gesichert</translation>
    </message>
    <message>
        <source>Save this message…</source>
        <translation>Diese Nachricht sichern…</translation>
    </message>
    <message>
        <source>New name of the message</source>
        <translation>Neuer Name der Nachricht</translation>
    </message>
    <message>
        <source>Renamed to “%1”</source>
        <translation>Umbenannt in „%1“</translation>
    </message>
    <message>
        <source>Replace the saved message “%1”?</source>
        <translation>Gesicherte Nachricht „%1“ ersetzen?</translation>
    </message>
    <message>
        <source>Its text is lost.</source>
        <translation>Ihr Text geht verloren.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation>Gesichert als „%1“</translation>
    </message>
    <message>
        <source>Delete the saved message “%1”?</source>
        <translation>Gesicherte Nachricht „%1“ löschen?</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>„%1“ gelöscht</translation>
    </message>
    <message>
        <source>The message needs a name.</source>
        <translation>Die Nachricht braucht einen Namen.</translation>
    </message>
    <message>
        <source>Another message has this name.</source>
        <translation>Eine andere Nachricht heißt so.</translation>
    </message>
    <message>
        <source>%1 messages are saved, which is the most. Delete one first.</source>
        <translation>%1 Nachrichten sind gesichert, mehr geht nicht. Löschen Sie erst eine.</translation>
    </message>
    <message>
        <source>This message is too large to save (%1 of at most %2).</source>
        <translation>Diese Nachricht ist zu groß zum Sichern (%1 von höchstens %2).</translation>
    </message>
    <message>
        <source>All saved messages together may have %1. Delete one first.</source>
        <translation>Alle gesicherten Nachrichten zusammen dürfen %1 haben. Löschen Sie erst eine.</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedFiltersBar</name>
    <message>
        <source>Save filter…</source>
        <translation>Filter speichern …</translation>
    </message>
    <message>
        <source>More saved filters</source>
        <translation>Weitere gespeicherte Filter</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Replace by the present filter</source>
        <translation>Durch den jetzigen Filter ersetzen</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>broadcaster::SectionPages</name>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>%1: something is wrong here</source>
        <comment>a section</comment>
        <translation>%1: hier stimmt etwas nicht</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceExport</name>
    <message>
        <source>A diagram has at most %1 messages as a file, and this one has %2. Filter the messages, or show one conversation.</source>
        <translation>Ein Diagramm hat als Datei höchstens %1 Nachrichten, dieses hat %2. Filtern Sie die Nachrichten, oder zeigen Sie ein Gespräch.</translation>
    </message>
    <message>
        <source>Mermaid draws at most %1 characters, and this diagram needs more. Filter the messages, or show one conversation.</source>
        <translation>Mermaid zeichnet höchstens %1 Zeichen, dieses Diagramm braucht mehr. Filtern Sie die Nachrichten, oder zeigen Sie ein Gespräch.</translation>
    </message>
    <message>
        <source>The picture would have %1 by %2 pixels, which is too many. Save it as SVG, or filter the messages.</source>
        <translation>Das Bild hätte %1 mal %2 Pixel, das ist zu viel. Speichern Sie es als SVG, oder filtern Sie die Nachrichten.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check the folder, and the room on the disk.</source>
        <translation>%1 kann nicht geschrieben werden. Prüfen Sie den Ordner und den Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>Sequenzdiagramm</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceModel</name>
    <message>
        <source>broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>ohne Typ</translation>
    </message>
    <message>
        <source>to nobody</source>
        <translation>an niemanden</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>receivers not recorded</source>
        <translation>Empfänger nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>to %1 clients</source>
        <extracomment>A message has gone to that many clients, which are not shown one by one</extracomment>
        <translation>an %1 Clients</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 später</translation>
    </message>
    <message>
        <source>a client without a lane</source>
        <translation>ein Client ohne Spur</translation>
    </message>
    <message>
        <source>%1 (dropped)</source>
        <translation>%1 (verworfen)</translation>
    </message>
    <message>
        <source>%1 (queued)</source>
        <translation>%1 (wartet)</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>%1 %2 from %3</source>
        <extracomment>Time, type and sender of a message</extracomment>
        <translation>%1 %2 von %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 an %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequencePane</name>
    <message>
        <source>All messages</source>
        <translation>Alle Nachrichten</translation>
    </message>
    <message>
        <source>Copy as Mermaid</source>
        <translation>Als Mermaid kopieren</translation>
    </message>
    <message>
        <source>Save diagram…</source>
        <translation>Diagramm speichern …</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>Sequenzdiagramm</translation>
    </message>
    <message>
        <source>Show all messages that the filter shows</source>
        <translation>Alle Nachrichten zeigen, die der Filter zeigt</translation>
    </message>
    <message>
        <source>Copies the diagram as text that Mermaid draws</source>
        <translation>Kopiert das Diagramm als Text, den Mermaid zeichnet</translation>
    </message>
    <message>
        <source>Saves the diagram as SVG, PNG or Mermaid</source>
        <translation>Speichert das Diagramm als SVG, PNG oder Mermaid</translation>
    </message>
    <message>
        <source>Shows the messages as arrows between clients</source>
        <translation>Zeigt die Nachrichten als Pfeile zwischen Clients</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Als %1 gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages copied as Mermaid.</source>
        <translation>
            <numerusform>%Ln Nachricht als Mermaid kopiert.</numerusform>
            <numerusform>%Ln Nachrichten als Mermaid kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show as sequence diagram</source>
        <translation>Als Sequenzdiagramm zeigen</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>Anfragen und Antworten werden gefunden, solange die Spalte Antwort gezeigt wird.</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>Diese Nachricht ist weder Anfrage noch Antwort.</translation>
    </message>
    <message>
        <source>One conversation</source>
        <translation>Ein Gespräch</translation>
    </message>
    <message>
        <source>All messages that the filter shows</source>
        <translation>Alle Nachrichten, die der Filter zeigt</translation>
    </message>
    <message>
        <source>The messages of the conversation are no longer kept</source>
        <translation>Die Nachrichten des Gesprächs werden nicht mehr aufbewahrt</translation>
    </message>
    <message>
        <source>the first %1 clients have a lane</source>
        <translation>die ersten %1 Clients haben eine Spur</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>%Ln Spur</numerusform>
            <numerusform>%Ln Spuren</numerusform>
        </translation>
    </message>
    <message>
        <source>Save diagram</source>
        <translation>Diagramm speichern</translation>
    </message>
    <message>
        <source>sequence.svg</source>
        <translation>sequenz.svg</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceView</name>
    <message>
        <source>Sequence diagram</source>
        <translation>Sequenzdiagramm</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>Projekt %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerLine</name>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Not connected: %1</source>
        <translation>Nicht verbunden: %1</translation>
    </message>
    <message numerus="yes">
        <source>Connected, %1 commands, %Ln reconnects</source>
        <translation>
            <numerusform>Verbunden, %1 Befehle, %Ln Neuverbindung</numerusform>
            <numerusform>Verbunden, %1 Befehle, %Ln Neuverbindungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerPage</name>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Not applied yet. The broker starts with it the next time.</source>
        <translation>Noch nicht angewendet. Der Broker startet beim nächsten Mal damit.</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker.</source>
        <translation>Noch nicht angewendet. Anwenden startet den Broker neu.</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker and closes 1 connection.</source>
        <translation>Noch nicht angewendet. Anwenden startet den Broker neu und schließt 1 Verbindung.</translation>
    </message>
    <message numerus="yes">
        <source>Not applied yet. Applying restarts the broker and closes %Ln connections.</source>
        <translation>
            <numerusform>Noch nicht angewendet. Anwenden startet den Broker neu und schließt %Ln Verbindung.</numerusform>
            <numerusform>Noch nicht angewendet. Anwenden startet den Broker neu und schließt %Ln Verbindungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Wird angewendet…</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>Broker neu starten?</translation>
    </message>
    <message>
        <source>The changes need a restart, which closes 1 connection.</source>
        <translation>Die Änderungen brauchen einen Neustart, der 1 Verbindung schließt.</translation>
    </message>
    <message numerus="yes">
        <source>The changes need a restart, which closes %Ln connections.</source>
        <translation>
            <numerusform>Die Änderungen brauchen einen Neustart, der %Ln Verbindung schließt.</numerusform>
            <numerusform>Die Änderungen brauchen einen Neustart, der %Ln Verbindungen schließt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Apply and restart</source>
        <translation>Anwenden und neu starten</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Bounds for one client, one project and all together.</source>
        <translation>Grenzen für einen Client, ein Projekt und alle zusammen.</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Not applied yet. It will apply to new connections; open connections stay.</source>
        <translation>Noch nicht angewendet. Es gilt dann für neue Verbindungen; offene bleiben bestehen.</translation>
    </message>
    <message>
        <source>Not applied yet. It will apply at once, also to connected clients.</source>
        <translation>Noch nicht angewendet. Es gilt dann sofort, auch für verbundene Clients.</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Lauschen</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>To be corrected first: %1</source>
        <translation>Zuerst zu berichtigen: %1</translation>
    </message>
    <message>
        <source>Not applied. The reason is in %1.</source>
        <translation>Nicht angewendet. Der Grund steht unter %1.</translation>
    </message>
    <message>
        <source>1 change on the Server page is not applied.</source>
        <translation>1 Änderung auf der Seite „Server“ ist nicht angewendet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes on the Server page are not applied.</source>
        <translation>
            <numerusform>%Ln Änderungen auf der Seite „Server“ sind nicht angewendet.</numerusform>
            <numerusform>%Ln Änderungen auf der Seite „Server“ sind nicht angewendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>AI agents</source>
        <translation>KI-Agenten</translation>
    </message>
    <message>
        <source>Agents ask the broker by the Model Context Protocol, at /mcp.</source>
        <translation>Agenten fragen den Broker über das Model Context Protocol, unter /mcp.</translation>
    </message>
    <message>
        <source>If it fails, the broker can only be started again on its own machine.</source>
        <translation>Wenn er misslingt, kann der Broker nur auf seinem eigenen Rechner wieder gestartet werden.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>broadcaster::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>Find a project</source>
        <translation>Projekt suchen</translation>
    </message>
    <message>
        <source>Widen the sidebar</source>
        <translation>Seitenleiste verbreitern</translation>
    </message>
    <message>
        <source>Narrow the sidebar</source>
        <translation>Seitenleiste verschmälern</translation>
    </message>
</context>
<context>
    <name>broadcaster::SidebarDelegate</name>
    <message>
        <source>no clients</source>
        <translation>keine Clients</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln Client</numerusform>
            <numerusform>%Ln Clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::StartRemedies</name>
    <message>
        <source>Choose another database</source>
        <translation>Andere Datenbank wählen</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>Der Broker startet</translation>
    </message>
    <message>
        <source>The broker is stopping</source>
        <translation>Der Broker hält an</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>Der Broker konnte nicht starten</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Der Broker läuft nicht</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Start the broker</source>
        <translation>Broker starten</translation>
    </message>
    <message>
        <source>Show the running window</source>
        <translation>Das laufende Fenster zeigen</translation>
    </message>
    <message>
        <source>A window of this program already runs with this database.</source>
        <translation>Ein Fenster dieses Programms läuft schon mit dieser Datenbank.</translation>
    </message>
    <message>
        <source>No window on this machine uses this database. A broker without a window may hold it, or a program on another machine.</source>
        <translation>Kein Fenster auf diesem Rechner benutzt diese Datenbank. Vielleicht hält sie ein Broker ohne Fenster oder ein Programm auf einem anderen Rechner.</translation>
    </message>
    <message>
        <source>That broker has no window for this database: it runs without one, or with another database.</source>
        <translation>Jener Broker hat kein Fenster für diese Datenbank: Er läuft ohne Fenster oder mit einer anderen Datenbank.</translation>
    </message>
    <message>
        <source>Use port %1 this time</source>
        <translation>Diesmal Port %1 verwenden</translation>
    </message>
</context>
<context>
    <name>broadcaster::StatusSection</name>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Use any free port this time</source>
        <translation>Diesmal einen beliebigen freien Port nehmen</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>Andere Datenbank wählen</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Der Broker läuft nicht</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>Der Broker startet</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>Lauscht auf %1</translation>
    </message>
    <message>
        <source>The broker is stopping: clients have a moment to go</source>
        <translation>Der Broker hält an: Clients haben einen Moment, um zu gehen</translation>
    </message>
    <message>
        <source>Since %1, for %2</source>
        <translation>Seit %1, das sind %2</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>Broker neu starten?</translation>
    </message>
    <message>
        <source>Stop the broker?</source>
        <translation>Broker anhalten?</translation>
    </message>
    <message>
        <source>1 connection is closed. All counts are written first.</source>
        <translation>1 Verbindung wird geschlossen. Zuvor werden alle Zählungen gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections are closed. All counts are written first.</source>
        <translation>
            <numerusform>%Ln Verbindung wird geschlossen. Zuvor werden alle Zählungen gespeichert.</numerusform>
            <numerusform>%Ln Verbindungen werden geschlossen. Zuvor werden alle Zählungen gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the running window</source>
        <translation>Das laufende Fenster zeigen</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>Der Broker konnte nicht starten</translation>
    </message>
    <message>
        <source>The port is for this run only. The next start takes port %1.</source>
        <translation>Der Port gilt nur für diesen Lauf. Der nächste Start nimmt Port %1.</translation>
    </message>
    <message>
        <source>It can only be started again on its own machine.</source>
        <translation>Er kann nur auf seinem eigenen Rechner wieder gestartet werden.</translation>
    </message>
</context>
<context>
    <name>broadcaster::TemplateSender</name>
    <message>
        <source>{{%1}} is not a placeholder. There are %2. Write the first brace as \u007b if you mean the text.</source>
        <translation>{{%1}} ist kein Platzhalter. Es gibt %2. Schreiben Sie die erste Klammer als \u007b, wenn der Text gemeint ist.</translation>
    </message>
    <message>
        <source>Not sent: the message before waits for its connection.</source>
        <translation>Nicht gesendet: Die Nachricht davor wartet auf ihre Verbindung.</translation>
    </message>
    <message>
        <source>Connecting, to know {{clientId}}…</source>
        <translation>Verbindet, um {{clientId}} zu kennen…</translation>
    </message>
    <message>
        <source>Not sent: there is no connection.</source>
        <translation>Nicht gesendet: Es gibt keine Verbindung.</translation>
    </message>
</context>
<context>
    <name>broadcaster::Text</name>
    <message>
        <source>%1 /s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>to one client</source>
        <translation>an einen Client</translation>
    </message>
    <message>
        <source>to all of a type</source>
        <translation>an alle eines Typs</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>an alle</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>system</source>
        <translation>System</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>mirrored: admins see routed messages</source>
        <translation>gespiegelt: Admins sehen vermittelte Nachrichten</translation>
    </message>
    <message>
        <source>skipped: it is the sender</source>
        <translation>ausgelassen: ist der Absender</translation>
    </message>
    <message>
        <source>skipped: not the named client</source>
        <translation>ausgelassen: nicht der genannte Client</translation>
    </message>
    <message>
        <source>skipped: another type</source>
        <translation>ausgelassen: anderer Typ</translation>
    </message>
    <message>
        <source>skipped: broadcasts do not go to admins</source>
        <translation>ausgelassen: an alle heißt nicht an Admins</translation>
    </message>
    <message>
        <source>not routed</source>
        <translation>nicht vermittelt</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>mirror queued: the client does not keep up</source>
        <translation>Spiegelung wartet: Der Client kommt nicht nach</translation>
    </message>
    <message>
        <source>queued: the client does not keep up</source>
        <translation>wartet: Der Client kommt nicht nach</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>mirror dropped: connection lost</source>
        <translation>Spiegelung verworfen: Verbindung verloren</translation>
    </message>
    <message>
        <source>dropped: connection lost</source>
        <translation>verworfen: Verbindung verloren</translation>
    </message>
    <message>
        <source>%1 queued of %2</source>
        <translation>%1 von %2 wartend</translation>
    </message>
    <message>
        <source>%1 dropped of %2</source>
        <translation>%1 von %2 verworfen</translation>
    </message>
    <message>
        <source>mirror passed on to broker %1</source>
        <translation>Kopie an Broker %1 weitergegeben</translation>
    </message>
    <message>
        <source>passed on to broker %1</source>
        <translation>an Broker %1 weitergegeben</translation>
    </message>
    <message>
        <source>mirror dropped: too slow, closed with %1</source>
        <translation>Spiegelung verworfen: zu langsam, mit %1 geschlossen</translation>
    </message>
    <message>
        <source>dropped: too slow, closed with %1</source>
        <translation>verworfen: zu langsam, mit %1 geschlossen</translation>
    </message>
</context>
<context>
    <name>broadcaster::TlsSection</name>
    <message>
        <source>Reload certificate</source>
        <translation>Zertifikat neu laden</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key)</source>
        <translation>PEM-Dateien (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>The certificate needs its private key.</source>
        <translation>Zum Zertifikat gehört sein privater Schlüssel.</translation>
    </message>
    <message>
        <source>The private key needs its certificate.</source>
        <translation>Zum privaten Schlüssel gehört sein Zertifikat.</translation>
    </message>
    <message>
        <source>No certificate is in use.</source>
        <translation>Es ist kein Zertifikat in Gebrauch.</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>Nicht in Gebrauch, solange der Broker nicht läuft.</translation>
    </message>
    <message>
        <source>%1: expired on %2, so clients refuse it. Renew it and reload.</source>
        <translation>%1: am %2 abgelaufen, Clients lehnen es ab. Erneuern und neu laden.</translation>
    </message>
    <message numerus="yes">
        <source>%1, expires on %2, in %Ln days.</source>
        <translation>
            <numerusform>%1, läuft am %2 ab, in %Ln Tag.</numerusform>
            <numerusform>%1, läuft am %2 ab, in %Ln Tagen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The old one stays in use. %1</source>
        <translation>Das alte bleibt in Gebrauch. %1</translation>
    </message>
    <message>
        <source>Reads both files again. Connected clients stay connected.</source>
        <translation>Liest beide Dateien neu. Verbundene Clients bleiben verbunden.</translation>
    </message>
    <message>
        <source>No certificate is set: the port speaks ws:// and http://, which anyone on the network can read.</source>
        <translation>Kein Zertifikat gesetzt: Der Port spricht ws:// und http://, was jeder im Netz mitlesen kann.</translation>
    </message>
    <message>
        <source>Read again: new connections use this certificate.</source>
        <translation>Neu gelesen: Neue Verbindungen verwenden dieses Zertifikat.</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficActions</name>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Set as time zero</source>
        <translation>Als Zeitnullpunkt setzen</translation>
    </message>
    <message>
        <source>Count time from row to row</source>
        <translation>Zeit von Zeile zu Zeile zählen</translation>
    </message>
    <message>
        <source>Resend</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Edit and resend…</source>
        <translation>Bearbeiten und erneut senden…</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>Danach filtern</translation>
    </message>
    <message>
        <source>Filter on %1</source>
        <translation>Nach %1 filtern</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>Dies ausschließen</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>%1 ausschließen</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>Markierung entfernen</translation>
    </message>
    <message>
        <source>The filter hides the reply.</source>
        <translation>Der Filter verbirgt die Antwort.</translation>
    </message>
    <message>
        <source>The filter hides the request.</source>
        <translation>Der Filter verbirgt die Anfrage.</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>Diese Nachricht ist weder Anfrage noch Antwort.</translation>
    </message>
    <message>
        <source>This request has no reply.</source>
        <translation>Diese Anfrage hat keine Antwort.</translation>
    </message>
    <message>
        <source>The reply is no longer kept.</source>
        <translation>Die Antwort wird nicht mehr behalten.</translation>
    </message>
    <message>
        <source>The request is no longer kept.</source>
        <translation>Die Anfrage wird nicht mehr behalten.</translation>
    </message>
    <message>
        <source>Go to request or reply</source>
        <translation>Zur Anfrage oder Antwort</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>Anfragen und Antworten werden gefunden, solange die Spalte Antwort gezeigt wird.</translation>
    </message>
    <message>
        <source>Copy as JSON Lines</source>
        <translation>Als JSON Lines kopieren</translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation>Gespräch kopieren</translation>
    </message>
    <message>
        <source>Export selected…</source>
        <translation>Auswahl exportieren …</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Nothing was copied: the clipboard takes %1 messages of together %2 at most. Select fewer, or export them.</source>
        <translation>Nichts wurde kopiert: Die Zwischenablage nimmt höchstens %1 Nachrichten von zusammen %2. Wählen Sie weniger aus, oder exportieren Sie sie.</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. Its details get the rest.</source>
        <translation>Hier ist nur der Anfang dieser Nachricht. Ihre Details holen den Rest.</translation>
    </message>
    <message>
        <source>All between these two</source>
        <translation>Alles zwischen diesen beiden</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDelegate</name>
    <message>
        <source>zero</source>
        <translation>Null</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>markiert</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDetails</name>
    <message>
        <source>The table no longer keeps this message. You see its last state.</source>
        <translation>Die Tabelle enthält diese Nachricht nicht mehr. Sie sehen ihren letzten Stand.</translation>
    </message>
    <message>
        <source>The broker no longer has the rest of this message. You see its beginning.</source>
        <translation>Der Broker hat den Rest dieser Nachricht nicht mehr. Sie sehen ihren Anfang.</translation>
    </message>
    <message>
        <source>The file has only the beginning of this message.</source>
        <translation>Die Datei enthält nur den Anfang dieser Nachricht.</translation>
    </message>
    <message>
        <source>Getting the rest of this message…</source>
        <translation>Der Rest dieser Nachricht wird geholt…</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. %1</source>
        <translation>Hier ist nur der Anfang dieser Nachricht. %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficEmpty</name>
    <message>
        <source>Nothing has been said yet</source>
        <translation>Noch ist nichts gesagt</translation>
    </message>
    <message>
        <source>Clients are connected. Every message appears here with its receivers.</source>
        <translation>Clients sind verbunden. Hier erscheint jede Nachricht mit ihren Empfängern.</translation>
    </message>
    <message>
        <source>Nothing from this project</source>
        <translation>Nichts aus diesem Projekt</translation>
    </message>
    <message>
        <source>Choose All projects at the left to see the messages of the others.</source>
        <translation>Wählen Sie links „Alle Projekte“, um die Nachrichten der anderen zu sehen.</translation>
    </message>
    <message>
        <source>No message matches the filter</source>
        <translation>Keine Nachricht passt zum Filter</translation>
    </message>
    <message>
        <source>New messages that match appear here.</source>
        <translation>Neue Nachrichten, die passen, erscheinen hier.</translation>
    </message>
    <message>
        <source>There are no messages in this file</source>
        <translation>In dieser Datei sind keine Nachrichten</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Nobody is connected yet</source>
        <translation>Noch ist niemand verbunden</translation>
    </message>
    <message>
        <source>URL to connect to</source>
        <translation>URL zum Verbinden</translation>
    </message>
    <message>
        <source>A client in one line</source>
        <translation>Ein Client in einer Zeile</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>Demoverkehr starten</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>Demoverkehr anhalten</translation>
    </message>
    <message>
        <source>Open the broker&apos;s own page in a browser: it connects with a form, and its console (F12) takes the last line. Or connect with any WebSocket client. Choose any project name; the type is runtime, data-agent or admin.</source>
        <translation>Öffnen Sie die Seite des Brokers in einem Browser: Sie verbindet sich mit einem Formular, und ihre Konsole (F12) nimmt die letzte Zeile. Oder verbinden Sie sich mit einem beliebigen WebSocket-Client. Der Projektname ist frei; der Typ ist runtime, data-agent oder admin.</translation>
    </message>
    <message>
        <source>Page to open in a browser</source>
        <translation>Seite für den Browser</translation>
    </message>
    <message>
        <source>Messages appear here as soon as it runs and clients talk.</source>
        <translation>Nachrichten erscheinen hier, sobald er läuft und Clients sprechen.</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficFiles</name>
    <message>
        <source>Export messages</source>
        <translation>Nachrichten exportieren</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>Nichts wurde gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages saved in %1.</source>
        <extracomment>The place is the path of a file</extracomment>
        <translation>
            <numerusform>%Ln Nachricht gespeichert in %1.</numerusform>
            <numerusform>%Ln Nachrichten gespeichert in %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Captures (*.jsonl *.ndjson *.har)</source>
        <translation>Aufzeichnungen (*.jsonl *.ndjson *.har)</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficHeader</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Comment: %1</source>
        <translation>Kommentar: %1</translation>
    </message>
    <message>
        <source>Colour rule: %1</source>
        <translation>Farbregel: %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficPage</name>
    <message>
        <source>There are %1 columns of fields already. Remove one with a right-click on its title.</source>
        <translation>Es gibt schon %1 Spalten von Feldern. Ein Rechtsklick auf den Titel entfernt eine.</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>Diagramm</translation>
    </message>
    <message numerus="yes">
        <source>%Ln captured message(s) are not saved.</source>
        <translation>
            <numerusform>%Ln mitgeschnittene Nachricht ist nicht gespeichert.</numerusform>
            <numerusform>%Ln mitgeschnittene Nachrichten sind nicht gespeichert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficStatus</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the present work</source>
        <translation>Laufenden Vorgang abbrechen</translation>
    </message>
    <message>
        <source>%1 of %2 match</source>
        <extracomment>Messages that match the filter, of all that are kept</extracomment>
        <translation>%1 von %2 passen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln nicht aufgezeichnet</numerusform>
            <numerusform>%Ln nicht aufgezeichnet</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving messages</source>
        <translation>Nachrichten werden gespeichert</translation>
    </message>
    <message>
        <source>Opening the file</source>
        <translation>Datei wird geöffnet</translation>
    </message>
    <message>
        <source>Looking for matches</source>
        <translation>Treffer werden gesucht</translation>
    </message>
    <message>
        <source>deliveries not recorded</source>
        <translation>Zustellungen nicht aufgezeichnet</translation>
    </message>
    <message numerus="yes">
        <source>The broker was faster than the window: %Ln changes of deliveries were not recorded, so some messages are shown as sent or queued that were dropped.</source>
        <translation>
            <numerusform>Der Broker war schneller als das Fenster: %Ln Änderung einer Zustellung wurde nicht aufgezeichnet; eine Nachricht kann als gesendet oder wartend gezeigt sein, die verworfen wurde.</numerusform>
            <numerusform>Der Broker war schneller als das Fenster: %Ln Änderungen von Zustellungen wurden nicht aufgezeichnet; einige Nachrichten können als gesendet oder wartend gezeigt sein, die verworfen wurden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Bring the cleared messages back</source>
        <translation>Die geleerten Nachrichten zurückholen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Marked or commented messages that are no longer kept, because newer ones took their place, or marks without room. Export messages to keep them.</source>
        <translation>Markierte oder kommentierte Nachrichten, die nicht mehr aufbewahrt werden, weil neuere an ihrer Stelle sind, oder Markierungen ohne Platz. Exportieren Sie Nachrichten, um sie zu behalten.</translation>
    </message>
    <message>
        <source>Show the saved file in its folder</source>
        <translation>Die gespeicherte Datei in ihrem Ordner zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln marks lost</source>
        <translation>
            <numerusform>%Ln Markierung verloren</numerusform>
            <numerusform>%Ln Markierungen verloren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>There were more messages than the window takes. Where some are missing, a mark says so.</source>
        <translation>Es gab mehr Nachrichten, als das Fenster aufnimmt. Wo welche fehlen, steht eine Marke.</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficText</name>
    <message>
        <source>system</source>
        <translation>System</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>everyone</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>ohne Typ</translation>
    </message>
    <message>
        <source>no connection %1 – %2</source>
        <translation>keine Verbindung %1 – %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln nicht aufgezeichnet</numerusform>
            <numerusform>%Ln nicht aufgezeichnet</numerusform>
        </translation>
    </message>
    <message>
        <source>There was no connection to the broker from %1 to %2. Its messages of that time are not here.</source>
        <translation>Von %1 bis %2 gab es keine Verbindung zum Broker. Seine Nachrichten aus dieser Zeit sind nicht hier.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages were not recorded here: there were more than the window takes.</source>
        <translation>
            <numerusform>%Ln Nachricht wurde hier nicht aufgezeichnet: Es gab mehr, als das Fenster aufnimmt.</numerusform>
            <numerusform>%Ln Nachrichten wurden hier nicht aufgezeichnet: Es gab mehr, als das Fenster aufnimmt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficToolbar</name>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Keep the newest message in sight</source>
        <translation>Die neueste Nachricht im Blick behalten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop the list; messages are collected meanwhile</source>
        <translation>Die Liste anhalten; Nachrichten werden weiter gesammelt</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Forget all messages</source>
        <translation>Alle Nachrichten vergessen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Save the messages that are shown</source>
        <translation>Die gezeigten Nachrichten speichern</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Show the messages of a saved file</source>
        <translation>Die Nachrichten einer gespeicherten Datei zeigen</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>Weiter, mit den inzwischen gekommenen Nachrichten</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>broadcaster::Tray</name>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Hide the window</source>
        <translation>Fenster &amp;verbergen</translation>
    </message>
    <message>
        <source>&amp;Show the window</source>
        <translation>Fenster &amp;zeigen</translation>
    </message>
    <message>
        <source>S&amp;tart the broker</source>
        <translation>Broker s&amp;tarten</translation>
    </message>
    <message>
        <source>S&amp;top the broker</source>
        <translation>Broker an&amp;halten</translation>
    </message>
    <message>
        <source>Broadcaster: listening on %1</source>
        <translation>Broadcaster: lauscht auf %1</translation>
    </message>
    <message>
        <source>Broadcaster: not listening</source>
        <translation>Broadcaster: lauscht nicht</translation>
    </message>
    <message>
        <source>The broker does not run</source>
        <translation>Der Broker läuft nicht</translation>
    </message>
</context>
<context>
    <name>broadcaster::UndeliveredLine</name>
    <message numerus="yes">
        <source>%Ln message(s) reached nobody.</source>
        <translation>
            <numerusform>%Ln Nachricht erreichte niemanden.</numerusform>
            <numerusform>%Ln Nachrichten erreichten niemanden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) were dropped at a client.</source>
        <translation>
            <numerusform>%Ln Nachricht wurde bei einem Client verworfen.</numerusform>
            <numerusform>%Ln Nachrichten wurden bei einem Client verworfen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Show the messages that did not arrive</source>
        <translation>Die nicht angekommenen Nachrichten anzeigen</translation>
    </message>
    <message>
        <source>Dismiss until there are others</source>
        <translation>Ausblenden, bis es weitere gibt</translation>
    </message>
</context>
<context>
    <name>broadcaster::UrlSection</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Project of the URLs</source>
        <translation>Projekt der URLs</translation>
    </message>
    <message>
        <source>Address of the URLs</source>
        <translation>Adresse der URLs</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>URL for type %1</source>
        <translation>URL für Typ %1</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>command for the health</source>
        <translation>Befehl für den Zustand</translation>
    </message>
    <message>
        <source>Connected clients</source>
        <translation>Verbundene Clients</translation>
    </message>
    <message>
        <source>command for the status</source>
        <translation>Befehl für den Status</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Nutzung</translation>
    </message>
    <message>
        <source>command for the usage</source>
        <translation>Befehl für die Nutzung</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Where the project requires a key, add &amp;apiKey= and the key to the URL.</source>
        <translation>Verlangt das Projekt einen Schlüssel, der URL &amp;apiKey= und den Schlüssel anhängen.</translation>
    </message>
    <message>
        <source>Start the broker to see where clients connect.</source>
        <translation>Den Broker starten, um zu sehen, wo Clients sich verbinden.</translation>
    </message>
    <message>
        <source>Page to try it</source>
        <translation>Seite zum Ausprobieren</translation>
    </message>
    <message>
        <source>address of the page to try it</source>
        <translation>Adresse der Seite zum Ausprobieren</translation>
    </message>
    <message>
        <source>URLs for clients and for curl.</source>
        <translation>URLs für Clients und für curl.</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsageModel</name>
    <message>
        <source>%1, so far</source>
        <translation>%1, bisher</translation>
    </message>
    <message>
        <source>Day (UTC)</source>
        <translation>Tag (UTC)</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsagePage</name>
    <message>
        <source>As a table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <source>Export usage…</source>
        <translation>Nutzung exportieren…</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Nutzung</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projekt</translation>
    </message>
    <message>
        <source>Messages per day</source>
        <translation>Nachrichten pro Tag</translation>
    </message>
    <message>
        <source>Last %1 days (UTC), today so far</source>
        <translation>Die letzten %1 Tage, nach der Uhr von UTC. Der heutige Tag ist noch nicht vorbei.</translation>
    </message>
    <message>
        <source>The usage cannot be read. %1</source>
        <translation>Die Nutzung lässt sich nicht lesen. %1</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>Noch ist nichts bekannt.</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>Alle Projekte</translation>
    </message>
    <message>
        <source>Reading the usage</source>
        <translation>Nutzung wird gelesen</translation>
    </message>
    <message>
        <source>messages in total</source>
        <translation>Nachrichten insgesamt</translation>
    </message>
    <message>
        <source>in the last %1 days</source>
        <translation>in den letzten %1 Tagen</translation>
    </message>
    <message>
        <source>today, so far</source>
        <translation>heute, bisher</translation>
    </message>
    <message>
        <source>on the busiest day</source>
        <translation>am stärksten Tag</translation>
    </message>
    <message>
        <source>No messages in the last %1 days. New messages are counted here within seconds.</source>
        <translation>Keine Nachrichten in den letzten %1 Tagen. Neue Nachrichten werden hier binnen Sekunden gezählt.</translation>
    </message>
    <message>
        <source>on the busiest day, %1</source>
        <translation>am stärksten Tag, %1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>Export usage</source>
        <translation>Nutzung exportieren</translation>
    </message>
    <message>
        <source>%1 cannot be written. %2. Choose another place.</source>
        <translation>%1 lässt sich nicht schreiben. %2. Einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>messages in total, all of them today</source>
        <translation>Nachrichten insgesamt, alle heute</translation>
    </message>
</context>
<context>
    <name>broadcaster::ValuePanel</name>
    <message>
        <source>Decode</source>
        <translation>Dekodieren</translation>
    </message>
    <message>
        <source>Decode the value</source>
        <translation>Wert dekodieren</translation>
    </message>
    <message>
        <source>Show the content of the value (D)</source>
        <translation>Inhalt des Werts anzeigen (D)</translation>
    </message>
</context>
<context>
    <name>broadcaster::WindowLink</name>
    <message>
        <source>Broadcaster</source>
        <translation>Broadcaster</translation>
    </message>
    <message>
        <source>%1 — Broadcaster</source>
        <translation>%1 — Broadcaster</translation>
    </message>
</context>
<context>
    <name>broadcaster::WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Traffic</source>
        <translation>&amp;Nachrichten</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projekt</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtern</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when closed</source>
        <translation>Beim Schließen im &amp;Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Narrow sidebar</source>
        <translation>&amp;Schmale Seitenleiste</translation>
    </message>
    <message>
        <source>&amp;Previous project</source>
        <translation>&amp;Voriges Projekt</translation>
    </message>
    <message>
        <source>&amp;Next project</source>
        <translation>&amp;Nächstes Projekt</translation>
    </message>
    <message>
        <source>&amp;All projects</source>
        <translation>&amp;Alle Projekte</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Follow the desktop</source>
        <translation>Wie der &amp;Desktop</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Filter language</source>
        <translation>&amp;Filtersprache</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Demo traffic</source>
        <translation>&amp;Demoverkehr</translation>
    </message>
    <message>
        <source>Three simulated clients talk in the project demo</source>
        <translation>Drei simulierte Clients unterhalten sich im Projekt demo</translation>
    </message>
    <message>
        <source>&amp;About Broadcaster</source>
        <translation>Ü&amp;ber Broadcaster</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishButton</name>
    <message>
        <source>The broker sends nothing</source>
        <extracomment>The traffic that the broker sends to this window</extracomment>
        <translation>Der Broker sendet nichts</translation>
    </message>
    <message>
        <source>All traffic, up to %1 MiB/s</source>
        <translation>Aller Verkehr, bis %1 MiB/s</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>The traffic that the broker sends to this window. Click to change it.</source>
        <translation>Der Verkehr, den der Broker an dieses Fenster sendet. Klicken Sie, um ihn zu ändern.</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishPopUp</name>
    <message>
        <source>The broker looks at a message when it comes. It does not know deliveries, replies, marks and comments then.</source>
        <translation>Der Broker prüft eine Nachricht, wenn sie kommt. Zustellungen, Antworten, Markierungen und Kommentare kennt er dann noch nicht.</translation>
    </message>
    <message>
        <source>Use the filter of the page</source>
        <translation>Filter der Seite übernehmen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Traffic to get</source>
        <translation>Gewünschter Verkehr</translation>
    </message>
    <message>
        <source>Filter at the broker</source>
        <translation>Filter beim Broker</translation>
    </message>
    <message>
        <source>all messages</source>
        <translation>alle Nachrichten</translation>
    </message>
    <message>
        <source>Messages a second at most, in MiB</source>
        <translation>Höchstens so viele MiB Nachrichten in der Sekunde</translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation> MiB/s</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Only these messages cross the network. Others that match are counted, and a mark shows where they are missing.</source>
        <translation>Nur diese Nachrichten gehen über das Netz. Weitere passende werden gezählt, und eine Marke zeigt, wo sie fehlen.</translation>
    </message>
</context>
<context>
    <name>options</name>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>IP address or localhost to listen on; 0.0.0.0 and :: stand for all.</source>
        <translation>IP-Adresse oder localhost, wo der Broker lauscht; 0.0.0.0 und :: stehen für alle.</translation>
    </message>
    <message>
        <source>an IP address, such as 127.0.0.1, ::1 or 0.0.0.0</source>
        <translation>eine IP-Adresse wie 127.0.0.1, ::1 oder 0.0.0.0</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Port to listen on; 0 takes any free one.</source>
        <translation>Port, auf dem der Broker lauscht; 0 nimmt einen beliebigen freien.</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Zertifikatsdatei</translation>
    </message>
    <message>
        <source>PEM file with the certificate and its signers; the port then speaks wss:// and https:// only.</source>
        <translation>PEM-Datei mit dem Zertifikat und denen, die es unterschrieben haben; der Port spricht dann nur wss:// und https://.</translation>
    </message>
    <message>
        <source>Private key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <source>PEM file with the private key of the certificate. Only its owner may be able to read it.</source>
        <translation>PEM-Datei mit dem privaten Schlüssel des Zertifikats. Nur ihr Eigentümer darf sie lesen können.</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>Zugelassene Ursprünge</translation>
    </message>
    <message>
        <source>Web pages that may connect beside those of this machine; * stands for all.</source>
        <translation>Webseiten, die sich außer denen von diesem Rechner verbinden dürfen; * steht für alle.</translation>
    </message>
    <message>
        <source>an origin, such as https://app.example.com</source>
        <translation>ein Ursprung wie https://app.example.com</translation>
    </message>
    <message>
        <source>Allowed host names</source>
        <translation>Zugelassene Hostnamen</translation>
    </message>
    <message>
        <source>Name that a broker answers to beside localhost while it listens on this machine only, such as that of a proxy before it.</source>
        <translation>Name, auf den der Broker außer localhost antwortet, solange er nur auf diesem Rechner lauscht, etwa der eines vorgeschalteten Proxys.</translation>
    </message>
    <message>
        <source>a host without a port, such as broker.example.com</source>
        <translation>ein Host ohne Port wie broker.example.com</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>Vertraute Proxys</translation>
    </message>
    <message>
        <source>Proxy, or network of proxies, whose Forwarded or X-Forwarded-For header names the client.</source>
        <translation>Proxy oder Netz von Proxys, deren Header Forwarded oder X-Forwarded-For den Client nennt.</translation>
    </message>
    <message>
        <source>an IP address or a network, such as 10.0.0.0/8</source>
        <translation>eine IP-Adresse oder ein Netz wie 10.0.0.0/8</translation>
    </message>
    <message>
        <source>Message size</source>
        <translation>Nachrichtengröße</translation>
    </message>
    <message>
        <source>Largest message; a client that sends more is closed with 1009.</source>
        <translation>Größte Nachricht; ein Client, der mehr sendet, wird mit 1009 geschlossen.</translation>
    </message>
    <message>
        <source>Send queue per client</source>
        <translation>Sendewarteschlange je Client</translation>
    </message>
    <message>
        <source>Unsent bytes of one client; a client that reads so slowly that more waits is closed with 4002.</source>
        <translation>Ungesendete Bytes eines Clients; liest ein Client so langsam, dass mehr wartet, wird er mit 4002 geschlossen.</translation>
    </message>
    <message>
        <source>Send queues in total</source>
        <translation>Sendewarteschlangen insgesamt</translation>
    </message>
    <message>
        <source>Message rate per client</source>
        <translation>Nachrichtenrate je Client</translation>
    </message>
    <message>
        <source>Messages per second; 0 is unlimited. Clients above it are closed with 4003.</source>
        <translation>Nachrichten je Sekunde; 0 heißt unbegrenzt. Clients darüber werden mit 4003 geschlossen.</translation>
    </message>
    <message>
        <source>Connections in total</source>
        <translation>Verbindungen insgesamt</translation>
    </message>
    <message>
        <source>WebSocket connections; further ones are refused and told to try again.</source>
        <translation>WebSocket-Verbindungen; weitere werden abgewiesen, mit der Bitte, es erneut zu versuchen.</translation>
    </message>
    <message>
        <source>Connections per project</source>
        <translation>Verbindungen je Projekt</translation>
    </message>
    <message>
        <source>WebSocket connections of one project, so that it cannot take those of all.</source>
        <translation>WebSocket-Verbindungen eines Projekts, damit es nicht die aller beansprucht.</translation>
    </message>
    <message>
        <source>Pending handshakes</source>
        <translation>Offene Handshakes</translation>
    </message>
    <message>
        <source>Connections without a complete request; beyond it, the address with the most gives up its oldest.</source>
        <translation>Verbindungen ohne vollständige Anfrage; darüber gibt die Adresse mit den meisten ihre älteste auf.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Threads that serve the projects; 0 takes one per core.</source>
        <translation>Threads, die die Projekte bedienen; 0 nimmt einen je Kern.</translation>
    </message>
    <message>
        <source>Handshake timeout</source>
        <translation>Frist für den Handshake</translation>
    </message>
    <message>
        <source>Time for a request to arrive; a slower connection is cut.</source>
        <translation>Zeit, in der eine Anfrage da sein muss; eine langsamere Verbindung wird getrennt.</translation>
    </message>
    <message>
        <source>Ping interval</source>
        <translation>Ping-Abstand</translation>
    </message>
    <message>
        <source>Time between two pings; a client that leaves two unanswered is closed with 4004.</source>
        <translation>Zeit zwischen zwei Pings; ein Client, der zwei nicht beantwortet, wird mit 4004 geschlossen.</translation>
    </message>
    <message>
        <source>Slow reader timeout</source>
        <translation>Frist für langsame Leser</translation>
    </message>
    <message>
        <source>Time that a byte may wait for a client; then it is closed with 4002.</source>
        <translation>Zeit, die ein Byte auf einen Client warten darf; dann wird er mit 4002 geschlossen.</translation>
    </message>
    <message>
        <source>Idle project timeout</source>
        <translation>Frist für leere Projekte</translation>
    </message>
    <message>
        <source>Time until an empty project is forgotten. Its keys and usage stay.</source>
        <translation>Zeit, bis ein leeres Projekt vergessen wird. Seine Schlüssel und seine Nutzung bleiben.</translation>
    </message>
    <message>
        <source>Drain time</source>
        <translation>Zeit zum Leeren</translation>
    </message>
    <message>
        <source>Time over which a stop closes the clients, so that they do not all connect again at once.</source>
        <translation>Zeit, über die ein Anhalten die Clients schließt, damit sich nicht alle zugleich neu verbinden.</translation>
    </message>
    <message>
        <source>Bytes that wait in all: for clients, of unfinished messages and of HTTP answers; above it, a client of the project that holds the most is closed.</source>
        <translation>Insgesamt wartende Bytes: für Clients, von unfertigen Nachrichten und von HTTP-Antworten; darüber wird ein Client des Projekts geschlossen, das am meisten hält.</translation>
    </message>
    <message>
        <source>Keep-alive timeout</source>
        <translation>Frist für Keep-Alive</translation>
    </message>
    <message>
        <source>Time that an HTTP connection may be idle between two requests; a proxy before the broker must give up sooner.</source>
        <translation>Zeit, die eine HTTP-Verbindung zwischen zwei Anfragen ruhen darf; ein vorgeschalteter Proxy muss früher aufgeben.</translation>
    </message>
    <message>
        <source>Model Context Protocol</source>
        <translation>Model Context Protocol</translation>
    </message>
    <message>
        <source>Lets AI agents that have the service key or the viewer key look at the broker by POST /mcp.</source>
        <translation>Lässt KI-Agenten, die den Dienstschlüssel oder den Betrachterschlüssel haben, den Broker über POST /mcp betrachten.</translation>
    </message>
    <message>
        <source>Agents may act</source>
        <translation>Agenten dürfen handeln</translation>
    </message>
    <message>
        <source>Lets agents that have the service key also send messages and disconnect clients.</source>
        <translation>Lässt Agenten mit dem Dienstschlüssel auch Nachrichten senden und Clients trennen.</translation>
    </message>
    <message>
        <source>Kept messages</source>
        <translation>Behaltene Nachrichten</translation>
    </message>
    <message>
        <source>Latest messages that the broker keeps in memory for questions of agents; 0 keeps none.</source>
        <translation>Die neuesten Nachrichten, die der Broker für Fragen von Agenten im Speicher behält; 0 behält keine.</translation>
    </message>
    <message>
        <source>For no client</source>
        <translation>Für keinen Client</translation>
    </message>
    <message>
        <source>For clients on other machines</source>
        <translation>Für Clients auf anderen Rechnern</translation>
    </message>
    <message>
        <source>For all clients</source>
        <translation>Für alle Clients</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>Clients whose messages are compressed if they ask for it.</source>
        <translation>Clients, deren Nachrichten komprimiert werden, wenn sie darum bitten.</translation>
    </message>
</context>
</TS>
