<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>DecodeText</name>
    <message>
        <source>seconds since 1970</source>
        <translation>secondes depuis 1970</translation>
    </message>
    <message>
        <source>milliseconds since 1970</source>
        <translation>millisecondes depuis 1970</translation>
    </message>
    <message>
        <source>ISO 8601</source>
        <translation>ISO 8601</translation>
    </message>
    <message>
        <source>ISO 8601 without a zone, read as local time</source>
        <translation>ISO 8601 sans fuseau, lu en heure locale</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>A time that has not come yet: &quot;in 3 min&quot;</extracomment>
        <translation>dans %1</translation>
    </message>
    <message>
        <source>JSON inside of a string</source>
        <translation>JSON dans une chaîne</translation>
    </message>
    <message>
        <source>JSON Web Token</source>
        <translation>JSON Web Token</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Text in base64</source>
        <translation>Texte en base64</translation>
    </message>
    <message>
        <source>Bytes in base64</source>
        <translation>Octets en base64</translation>
    </message>
    <message>
        <source>%1 local, %2 UTC, %3 (%4)</source>
        <extracomment>A time in a message: local time, UTC, the distance from now, the form in which it is written</extracomment>
        <translation>%1 heure locale, %2 UTC, %3 (%4)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A time and its distance from now</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Not verified: the signature was not checked, so anybody may have written this.</source>
        <translation>Non vérifié&#x202f;: la signature n’a pas été contrôlée, n’importe qui peut donc avoir écrit ceci.</translation>
    </message>
    <message>
        <source>Issued: %1</source>
        <translation>Émis&#x202f;: %1</translation>
    </message>
    <message>
        <source>Not valid before: %1</source>
        <translation>Pas valable avant&#x202f;: %1</translation>
    </message>
    <message>
        <source>Expired: %1</source>
        <translation>Expiré&#x202f;: %1</translation>
    </message>
    <message>
        <source>Expires: %1</source>
        <translation>Expire&#x202f;: %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::AboutDialog</name>
    <message>
        <source>About Broadcaster</source>
        <translation>À propos de Broadcaster</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>A WebSocket broker for the workstation, and a window on its traffic.</source>
        <translation>Un broker WebSocket pour le poste de travail et une fenêtre sur son trafic.</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Made with Qt %1 (LGPL), simdjson (Apache 2.0) and Boost (BSL 1.0).</source>
        <translation>Logiciel libre sous licence MIT. Réalisé avec Qt %1 (LGPL), simdjson (Apache 2.0) et Boost (BSL 1.0).</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>Copier les versions</translation>
    </message>
</context>
<context>
    <name>broadcaster::ApplyBar</name>
    <message>
        <source>Revert</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Changes not applied yet</source>
        <translation>Modifications pas encore appliquées</translation>
    </message>
    <message>
        <source>Revert the changes</source>
        <translation>Abandonner les modifications</translation>
    </message>
    <message>
        <source>Apply the changes</source>
        <translation>Appliquer les modifications</translation>
    </message>
    <message>
        <source>No changes to apply.</source>
        <translation>Aucune modification à appliquer.</translation>
    </message>
</context>
<context>
    <name>broadcaster::BarChart</name>
    <message>
        <source>Messages per day</source>
        <translation>Messages par jour</translation>
    </message>
    <message>
        <source>%1, so far</source>
        <translation>%1, en cours</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 message</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 messages</translation>
    </message>
    <message>
        <source>today</source>
        <translation>aujourd’hui</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
</context>
<context>
    <name>broadcaster::BrokerStatus</name>
    <message>
        <source>Starting</source>
        <translation>Démarrage en cours</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Arrêt en cours</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Copy the address %1</source>
        <translation>Copier l’adresse %1</translation>
    </message>
    <message>
        <source>Click to copy</source>
        <translation>Cliquer pour copier</translation>
    </message>
    <message>
        <source>No connection to</source>
        <translation>Pas de connexion à</translation>
    </message>
    <message>
        <source>Listening on</source>
        <translation>À l’écoute sur</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>Connecté à</translation>
    </message>
    <message>
        <source>Open the Server page</source>
        <translation>Ouvrir la page Serveur</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Non démarré</translation>
    </message>
    <message>
        <source>Open the page %1</source>
        <translation>Ouvrir la page %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln project(s)</source>
        <translation>
            <numerusform>%Ln projet</numerusform>
            <numerusform>%Ln projets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln client</numerusform>
            <numerusform>%Ln clients</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 messages/s</source>
        <translation>%1 messages/s</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureBanner</name>
    <message>
        <source>Back to live</source>
        <translation>Retour au direct</translation>
    </message>
    <message>
        <source>Back to live messages</source>
        <translation>Revenir aux messages en direct</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Ouverture de %1</translation>
    </message>
    <message>
        <source>Showing %1</source>
        <translation>Affichage de %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureOpener</name>
    <message>
        <source>%1 cannot be read: %2. Choose another file.</source>
        <extracomment>A file&apos;s name, and the system&apos;s reason</extracomment>
        <translation>Impossible de lire %1&#x202f;: %2. Choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>The file has more than the %1 messages that are kept. Raise the limit and open it again.</source>
        <translation>Le fichier contient plus de messages que les %1 conservés. Relevez la limite et ouvrez-le de nouveau.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages cannot be read</source>
        <translation>
            <numerusform>%Ln message est illisible</numerusform>
            <numerusform>%Ln messages sont illisibles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are not messages</source>
        <translation>
            <numerusform>%Ln ligne n’est pas un message</numerusform>
            <numerusform>%Ln lignes ne sont pas des messages</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1, %2</source>
        <translation>ligne %1, %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureText</name>
    <message>
        <source>Not JSON: the fault is at byte %1 of the line.</source>
        <translation>Ce n’est pas du JSON&#x202f;: l’erreur se trouve à l’octet %1 de la ligne.</translation>
    </message>
    <message>
        <source>Not a JSON object.</source>
        <translation>Ce n’est pas un objet JSON.</translation>
    </message>
    <message>
        <source>The name of the project is not allowed.</source>
        <translation>Le nom du projet n’est pas autorisé.</translation>
    </message>
    <message>
        <source>The time is not in the form 2026-01-28T12:01:02.114Z.</source>
        <translation>L’heure n’est pas au format 2026-01-28T12:01:02.114Z.</translation>
    </message>
    <message>
        <source>The message is not in base64.</source>
        <translation>Le message n’est pas en base64.</translation>
    </message>
    <message>
        <source>The line is too long: it may have %1 MiB.</source>
        <translation>La ligne est trop longue&#x202f;: %1&#xa0;MiB au plus.</translation>
    </message>
    <message>
        <source>The file cannot be read on (%1). Check the drive it is on, and open it again.</source>
        <translation>La lecture du fichier a été interrompue (%1). Vérifiez le disque sur lequel il se trouve et ouvrez-le de nouveau.</translation>
    </message>
    <message>
        <source>The file is too long: a HAR file may have %1 MiB. Record fewer requests, or save it without the contents of responses.</source>
        <translation>Le fichier est trop long&#x202f;: un fichier HAR ne peut pas dépasser %1&#xa0;MiB. Enregistrez moins de requêtes, ou omettez le contenu des réponses.</translation>
    </message>
    <message>
        <source>The file is not a whole HAR file: line %1, byte %2 is not JSON. Save it again in the browser.</source>
        <translation>Le fichier HAR est incomplet&#x202f;: ligne %1, octet %2, ce n’est pas du JSON. Enregistrez-le de nouveau dans le navigateur.</translation>
    </message>
    <message>
        <source>The file is not a HAR file: it has no list log.entries.</source>
        <translation>Ce n’est pas un fichier HAR&#x202f;: la liste log.entries est absente.</translation>
    </message>
    <message>
        <source>The HAR file has no messages of WebSockets. Open the developer tools before the page connects, and save it again.</source>
        <translation>Le fichier HAR ne contient aucun message de WebSocket. Ouvrez les outils de développement avant que la page se connecte, puis enregistrez-le de nouveau.</translation>
    </message>
    <message>
        <source>It has no direction, no time or no data.</source>
        <translation>La direction, l’heure ou les données sont absentes.</translation>
    </message>
    <message>
        <source>Nothing was saved: a HAR file may have %1 MiB. Select fewer messages, or save them as JSON Lines.</source>
        <translation>Rien n’a été enregistré&#x202f;: un fichier HAR ne peut pas dépasser %1&#xa0;MiB. Sélectionnez moins de messages, ou enregistrez-les en JSON Lines.</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Make room on the drive or choose another folder; no half file was left.</source>
        <translation>Impossible d’écrire %1 (%2). Libérez de l’espace sur le disque ou choisissez un autre dossier&#x202f;; aucun fichier partiel n’a été laissé.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClearUndo</name>
    <message numerus="yes">
        <source>%Ln messages cleared.</source>
        <translation>
            <numerusform>%Ln message effacé.</numerusform>
            <numerusform>%Ln messages effacés.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientDetails</name>
    <message>
        <source>client id</source>
        <translation>ID du client</translation>
    </message>
    <message>
        <source>Selected client</source>
        <translation>Client sélectionné</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>ID du client</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connecté</translation>
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
        <translation>Origine</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clé API</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>aucun pour l’instant</translation>
    </message>
    <message>
        <source>%1 of project %2: your own connection, made by the composer</source>
        <translation>%1 du projet %2&#x202f;: votre propre connexion, établie par l’éditeur</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>%1 du projet %2</translation>
    </message>
    <message>
        <source>since %1, for %2</source>
        <translation>depuis le %1, soit %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>sans</translation>
    </message>
    <message>
        <source>none (not a browser)</source>
        <translation>aucune (pas un navigateur)</translation>
    </message>
    <message>
        <source>connected with one</source>
        <translation>connecté avec une clé</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>%1… (%2)</source>
        <translation>%1… (%2)</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientRenaming</name>
    <message>
        <source>Rename client…</source>
        <translation>Renommer le client…</translation>
    </message>
    <message>
        <source>Rename %1…</source>
        <translation>Renommer %1…</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsEmpty</name>
    <message>
        <source>URL for a runtime</source>
        <translation>URL pour un runtime</translation>
    </message>
    <message>
        <source>URL for a data agent</source>
        <translation>URL pour un data-agent</translation>
    </message>
    <message>
        <source>As a runtime</source>
        <translation>Comme runtime</translation>
    </message>
    <message>
        <source>As a data agent</source>
        <translation>Comme data-agent</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>Arrêter le trafic de démo</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>Démarrer le trafic de démo</translation>
    </message>
    <message>
        <source>No client is connected</source>
        <translation>Aucun client n’est connecté</translation>
    </message>
    <message>
        <source>No client of %1 is connected</source>
        <translation>Aucun client de %1 n’est connecté</translation>
    </message>
    <message>
        <source>Connect one with any WebSocket library. It is in this list as soon as it is in. Demo traffic connects three clients to the project demo and lets them talk.</source>
        <translation>Connectez-en un avec n’importe quelle bibliothèque WebSocket. Il figure dans cette liste dès son arrivée. Le trafic de démo connecte trois clients au projet demo et les fait dialoguer.</translation>
    </message>
    <message>
        <source>Clients are told, and have a moment to go.</source>
        <translation>Les clients sont prévenus et ont un instant pour se déconnecter.</translation>
    </message>
    <message>
        <source>Nobody can connect until it is. The Server page says where it listens.</source>
        <translation>Personne ne peut se connecter tant qu’il ne l’est pas. La page Serveur indique où il écoute.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsModel</name>
    <message>
        <source>%1, your own connection</source>
        <translation>%1, votre propre connexion</translation>
    </message>
    <message>
        <source>you</source>
        <translation>vous</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>Your own connection, made by the composer</source>
        <translation>Votre propre connexion, établie par l’éditeur</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 octets</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Name of the client; its id is in the tool tip. F2 renames it</source>
        <translation>Nom du client&#x202f;; son ID est dans l’infobulle. F2 le renomme</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Type with which it connected</source>
        <translation>Type avec lequel il s’est connecté</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>Messages never leave it</source>
        <translation>Les messages n’en sortent jamais</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connecté</translation>
    </message>
    <message>
        <source>Time since it connected</source>
        <translation>Temps écoulé depuis sa connexion</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Dernier message</translation>
    </message>
    <message>
        <source>Time since the last message from it</source>
        <translation>Temps écoulé depuis son dernier message</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>Messages per second from it, over the last 5 seconds</source>
        <translation>Messages par seconde qu’il envoie, sur les 5 dernières secondes</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Its address, or that of a proxy</source>
        <translation>Son adresse, ou celle d’un proxy</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Msg entrants</translation>
    </message>
    <message>
        <source>Messages received from it</source>
        <translation>Messages reçus de ce client</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>Msg sortants</translation>
    </message>
    <message>
        <source>Messages sent to it</source>
        <translation>Messages envoyés à ce client</translation>
    </message>
    <message>
        <source>Bytes in</source>
        <translation>Oct. entrants</translation>
    </message>
    <message>
        <source>Bytes received from it, messages only</source>
        <translation>Octets reçus de ce client, messages seulement</translation>
    </message>
    <message>
        <source>Bytes out</source>
        <translation>Oct. sortants</translation>
    </message>
    <message>
        <source>Bytes sent to it, frame headers included</source>
        <translation>Octets envoyés à ce client, en-têtes de trames compris</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Bytes that wait for it: a slow client has many</source>
        <translation>Octets qui attendent d’être pris&#x202f;: un client lent en a beaucoup</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>User agent that it names</source>
        <translation>User-Agent qu’il annonce</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Broker of the cluster that it is connected to</source>
        <translation>Broker du cluster auquel il est connecté</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Web page on which it runs</source>
        <translation>Page web sur laquelle il s’exécute</translation>
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
        <translation>Filtrer le trafic</translation>
    </message>
    <message>
        <source>Shows the messages of the selected client, and those sent to it alone</source>
        <translation>Affiche les messages du client sélectionné et ceux envoyés à lui seul</translation>
    </message>
    <message>
        <source>Send to…</source>
        <translation>Envoyer à…</translation>
    </message>
    <message>
        <source>Opens the composer with a message to the selected client</source>
        <translation>Ouvre l’éditeur avec un message destiné au client sélectionné</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Copier l’ID</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Gives the selected client a name of your own</source>
        <translation>Donne au client sélectionné un nom de votre choix</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Déconnecter…</translation>
    </message>
    <message>
        <source>Find clients</source>
        <translation>Rechercher des clients</translation>
    </message>
    <message>
        <source>Find by name, id, type, project, address or user agent</source>
        <translation>Rechercher par nom, ID, type, projet, adresse ou User-Agent</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Choisir les colonnes</translation>
    </message>
    <message>
        <source>Show all clients</source>
        <translation>Afficher tous les clients</translation>
    </message>
    <message>
        <source>Some broker of the cluster has not answered: its clients are missing here.</source>
        <translation>Un broker du cluster n’a pas répondu&#x202f;: ses clients manquent ici.</translation>
    </message>
    <message>
        <source>No client matches “%1”</source>
        <translation>Aucun client ne correspond à «&#x202f;%1&#x202f;»</translation>
    </message>
    <message>
        <source>Names, ids, types, projects, addresses and user agents are searched for every word.</source>
        <translation>Chaque mot est recherché dans les noms, ID, types, projets, adresses et User-Agent.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>1 client</source>
        <translation>1 client</translation>
    </message>
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
            <numerusform>%Ln client est sélectionné.</numerusform>
            <numerusform>%Ln clients sont sélectionnés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a client to see all that is known of it.</source>
        <translation>Sélectionnez un client pour voir tout ce que l’on sait de lui.</translation>
    </message>
    <message>
        <source>Disconnect client %1?</source>
        <translation>Déconnecter le client %1&#x202f;?</translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %Ln clients?</source>
        <translation>
            <numerusform>Déconnecter %Ln client&#x202f;?</numerusform>
            <numerusform>Déconnecter %Ln clients&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Its connection is closed with code 4000. Most clients connect again by themselves.</source>
        <translation>Sa connexion est fermée avec le code 4000. La plupart des clients se reconnectent d’eux-mêmes.</translation>
    </message>
    <message>
        <source>Their connections are closed with code 4000. Most clients connect again by themselves.</source>
        <translation>Leurs connexions sont fermées avec le code 4000. La plupart des clients se reconnectent d’eux-mêmes.</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Déconnecter</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsTable</name>
    <message>
        <source>Connected clients</source>
        <translation>Clients connectés</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterModel</name>
    <message>
        <source>%1 (this broker)</source>
        <translation>%1 (ce broker)</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>%1: a broker has another id after each start</source>
        <translation>%1&#x202f;: un broker change d’ID à chaque démarrage</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#x202f;: %2</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 octets</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Name of the broker: --cluster-name</source>
        <translation>Nom du broker&#x202f;: --cluster-name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Id of the broker, new with each start</source>
        <translation>ID du broker, nouveau à chaque démarrage</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Version of its program</source>
        <translation>Version de son programme</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Clients that are connected to it</source>
        <translation>Clients qui y sont connectés</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projets</translation>
    </message>
    <message>
        <source>Projects that have clients there</source>
        <translation>Projets qui y ont des clients</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Dernier signe</translation>
    </message>
    <message>
        <source>Time since the latest sign of life</source>
        <translation>Temps écoulé depuis le dernier signe de vie</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Envoyés</translation>
    </message>
    <message>
        <source>Messages for clients there, since this broker met it</source>
        <translation>Messages destinés à ses clients, depuis que ce broker le connaît</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Arrivés</translation>
    </message>
    <message>
        <source>Those of them that it has taken</source>
        <translation>Ceux d’entre eux qu’il a pris en charge</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>En route</translation>
    </message>
    <message>
        <source>Messages that have neither arrived nor been lost</source>
        <translation>Messages ni arrivés ni perdus</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdus</translation>
    </message>
    <message>
        <source>Messages that will not arrive; the tool tips say why</source>
        <translation>Messages qui n’arriveront pas&#x202f;; les infobulles disent pourquoi</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Bytes here that wait to leave for it</source>
        <translation>Octets qui attendent ici de partir vers lui</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçus</translation>
    </message>
    <message>
        <source>Messages from its clients that came here</source>
        <translation>Messages de ses clients arrivés ici</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterPage</name>
    <message>
        <source>Brokers</source>
        <translation>Brokers</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>other brokers cannot be reached</source>
        <translation>d’autres brokers sont injoignables</translation>
    </message>
    <message>
        <source>They share the projects of the namespace %1.</source>
        <translation>Ils partagent les projets de l’espace de noms %1.</translation>
    </message>
    <message>
        <source>This is the only broker of the namespace %1. Others are listed here within seconds of their start.</source>
        <translation>C’est le seul broker de l’espace de noms %1. Les autres figurent ici quelques secondes après leur démarrage.</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Le broker n’est pas démarré</translation>
    </message>
    <message>
        <source>Nothing is known of a cluster</source>
        <translation>Aucune information sur un cluster</translation>
    </message>
    <message>
        <source>Asking the broker for its cluster</source>
        <translation>Interrogation du broker sur son cluster</translation>
    </message>
    <message>
        <source>This broker is in no cluster</source>
        <translation>Ce broker ne fait partie d’aucun cluster</translation>
    </message>
    <message>
        <source>Several brokers can share their projects, so that clients meet on any of them. Start each with --cluster and the address of the same Redis server, and with the same --cluster-namespace.</source>
        <translation>Plusieurs brokers peuvent partager leurs projets, de sorte que les clients se retrouvent sur n’importe lequel. Démarrez chacun avec --cluster et l’adresse du même serveur Redis, et avec le même --cluster-namespace.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterTable</name>
    <message>
        <source>Brokers of the cluster</source>
        <translation>Brokers du cluster</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Copier l’ID</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterText</name>
    <message>
        <source>%1 ms</source>
        <translation>%1&#xa0;ms</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached</source>
        <translation>D’autres brokers sont injoignables</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached: %1</source>
        <translation>D’autres brokers sont injoignables&#x202f;: %1</translation>
    </message>
    <message>
        <source>Messages between brokers arrive</source>
        <translation>Les messages entre brokers arrivent</translation>
    </message>
    <message>
        <source>Messages between brokers arrive: %1</source>
        <translation>Les messages entre brokers arrivent&#x202f;: %1</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>pas encore de signe</translation>
    </message>
    <message>
        <source>too much waited here to leave: Redis or the network is too slow</source>
        <translation>trop de messages attendaient ici de partir&#x202f;: Redis ou le réseau est trop lent</translation>
    </message>
    <message>
        <source>Redis did not take them: it could not be reached</source>
        <translation>Redis ne les a pas pris en charge&#x202f;: il était injoignable</translation>
    </message>
    <message>
        <source>the other broker did not listen: its connection to Redis was lost</source>
        <translation>l’autre broker n’écoutait pas&#x202f;: sa connexion à Redis était perdue</translation>
    </message>
    <message>
        <source>lost between Redis and the other broker: its connection was cut, or Redis’ buffer for it was full</source>
        <translation>perdus entre Redis et l’autre broker&#x202f;: sa connexion a été coupée, ou le tampon de Redis pour lui était plein</translation>
    </message>
    <message>
        <source>the other broker was behind: it got more than it could deliver</source>
        <translation>l’autre broker était en retard&#x202f;: il recevait plus qu’il ne pouvait livrer</translation>
    </message>
    <message>
        <source>the other broker did not know the project yet: its first client had just come</source>
        <translation>l’autre broker ne connaissait pas encore le projet&#x202f;: son premier client venait d’arriver</translation>
    </message>
    <message>
        <source>the other broker was gone before it could take them</source>
        <translation>l’autre broker avait disparu avant de pouvoir les prendre en charge</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRuleRow</name>
    <message>
        <source>Red</source>
        <translation>Rouge</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Jaune</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Vert</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Turquoise</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Bleu</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violet</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Rule is on</source>
        <translation>Règle active</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name, optional</source>
        <translation>Nom, facultatif</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Filter, such as type == &quot;error&quot;</source>
        <translation>Filtre, par exemple type == &quot;error&quot;</translation>
    </message>
    <message>
        <source>The filter says which rows get the colour.</source>
        <translation>Le filtre indique quelles lignes prennent la couleur.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRulesDialog</name>
    <message>
        <source>Add rule</source>
        <translation>Ajouter une règle</translation>
    </message>
    <message>
        <source>Colour rules</source>
        <translation>Règles de couleur</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>The first rule that matches a message colours its row. The tool tip of the row names the rule.</source>
        <translation>La première règle qui correspond à un message colore sa ligne. L’infobulle de la ligne nomme la règle.</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Remove rule</source>
        <translation>Supprimer la règle</translation>
    </message>
    <message>
        <source>There is room for %1 rules.</source>
        <translation>Le maximum est de %1 règles.</translation>
    </message>
    <message>
        <source>No row has a colour yet.</source>
        <translation>Aucune ligne n’a encore de couleur.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColumnLayout</name>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Réinitialiser les colonnes</translation>
    </message>
</context>
<context>
    <name>broadcaster::CommentDialog</name>
    <message numerus="yes">
        <source>Comment on %Ln messages</source>
        <translation>
            <numerusform>Commentaire sur %Ln message</numerusform>
            <numerusform>Commentaire sur %Ln messages</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Comment, shown in the row; leave it empty to remove it</source>
        <translation>&amp;Commentaire, affiché dans la ligne&#x202f;; laissez-le vide pour le supprimer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>The comment has %1 bytes of UTF-8, the most is %2.</source>
        <translation>Le commentaire fait %1 octets en UTF-8, le maximum est de %2.</translation>
    </message>
</context>
<context>
    <name>broadcaster::CompareView</name>
    <message>
        <source>added</source>
        <translation>ajouté</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>supprimé</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>le message entier</translation>
    </message>
    <message>
        <source>Compared parts</source>
        <translation>Parties comparées</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Différences</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Chemin</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Différence</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Marqué</translation>
    </message>
    <message>
        <source>This</source>
        <translation>Celui-ci</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Mark a message first: choose it in the list and press M.</source>
        <translation>Marquez d’abord un message&#x202f;: choisissez-le dans la liste et appuyez sur M.</translation>
    </message>
    <message>
        <source>Choose a message to compare with the marked one, %1.</source>
        <translation>Choisissez un message à comparer au message marqué, %1.</translation>
    </message>
    <message>
        <source>These messages are too large to compare: %1 and %2.</source>
        <translation>Ces messages sont trop volumineux pour être comparés&#x202f;: %1 et %2.</translation>
    </message>
    <message>
        <source>One of the two messages is not JSON, so there is nothing to compare.</source>
        <translation>L’un des deux messages n’est pas du JSON, il n’y a donc rien à comparer.</translation>
    </message>
    <message>
        <source>No differences between %1 and %2.</source>
        <translation>Aucune différence entre %1 et %2.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): more than %Ln differences, the first are shown.</source>
        <translation>
            <numerusform>%1 (marqué) et %2 (celui-ci)&#x202f;: plus de %Ln différence, la première est affichée.</numerusform>
            <numerusform>%1 (marqué) et %2 (celui-ci)&#x202f;: plus de %Ln différences, les premières sont affichées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): %Ln difference(s).</source>
        <translation>
            <numerusform>%1 (marqué) et %2 (celui-ci)&#x202f;: %Ln différence.</numerusform>
            <numerusform>%1 (marqué) et %2 (celui-ci)&#x202f;: %Ln différences.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::Composer</name>
    <message>
        <source>Fault in the text</source>
        <translation>Erreur dans le texte</translation>
    </message>
    <message>
        <source>Clients it would reach</source>
        <translation>Clients qu’il atteindrait</translation>
    </message>
    <message>
        <source>Result of sending</source>
        <translation>Résultat de l’envoi</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Éditeur</translation>
    </message>
    <message>
        <source>Send text that is not JSON, too</source>
        <translation>Envoyer aussi un texte qui n’est pas du JSON</translation>
    </message>
    <message>
        <source>Send as an admin client (%1)</source>
        <translation>Envoyer comme client admin (%1)</translation>
    </message>
    <message>
        <source>Older message</source>
        <translation>Message plus ancien</translation>
    </message>
    <message>
        <source>Newer message</source>
        <translation>Message plus récent</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#x202f;: %2</translation>
    </message>
    <message>
        <source>Save this message</source>
        <translation>Enregistrer ce message</translation>
    </message>
    <message>
        <source>This message is too large to edit (%1). It can be resent as it is.</source>
        <translation>Ce message est trop volumineux pour être modifié (%1). Il peut être renvoyé tel quel.</translation>
    </message>
    <message>
        <source>Not sent: a placeholder is unknown.</source>
        <translation>Non envoyé&#x202f;: une variable est inconnue.</translation>
    </message>
    <message>
        <source>This is not JSON. Send anyway: %1</source>
        <translation>Ce n’est pas du JSON. Envoyer quand même&#x202f;: %1</translation>
    </message>
    <message>
        <source>The broker would reject it: %1</source>
        <translation>Le broker le rejetterait&#x202f;: %1</translation>
    </message>
    <message>
        <source>The broker answers this one itself.</source>
        <translation>Le broker répond lui-même à ce message.</translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %Ln client(s)</source>
        <translation>
            <numerusform>Atteindrait %1 sur %Ln client</numerusform>
            <numerusform>Atteindrait %1 sur %Ln clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %2 clients, and %Ln admin(s) would get a copy</source>
        <translation>
            <numerusform>Atteindrait %1 sur %2 clients, et %Ln admin recevrait une copie</numerusform>
            <numerusform>Atteindrait %1 sur %2 clients, et %Ln admins recevraient une copie</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerDock</name>
    <message>
        <source>Composer</source>
        <translation>Éditeur</translation>
    </message>
    <message>
        <source>&amp;Composer</source>
        <translation>É&amp;diteur</translation>
    </message>
    <message>
        <source>S&amp;how the composer</source>
        <translation>&amp;Afficher l’éditeur</translation>
    </message>
    <message>
        <source>Close the composer</source>
        <translation>Fermer l’éditeur</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerTemplates</name>
    <message>
        <source>To all of a type</source>
        <translation>À tous ceux d’un type</translation>
    </message>
    <message>
        <source>To one client</source>
        <translation>À un client</translation>
    </message>
    <message>
        <source>To everyone</source>
        <translation>À tous</translation>
    </message>
    <message>
        <source>GraphQL query</source>
        <translation>Requête GraphQL</translation>
    </message>
    <message>
        <source>Query response</source>
        <translation>Réponse à une requête</translation>
    </message>
    <message>
        <source>Ping the broker</source>
        <translation>Ping au broker</translation>
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
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Begin with a message of one kind. Sending fills in %1.</source>
        <translation>Partir d’un modèle de message. L’envoi remplace %1.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistrés</translation>
    </message>
    <message>
        <source>Messages that you have saved under a name (%1)</source>
        <translation>Messages que vous avez enregistrés sous un nom (%1)</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Précédents</translation>
    </message>
    <message>
        <source>Ctrl+Up and Ctrl+Down step through earlier messages</source>
        <translation>Ctrl+Haut et Ctrl+Bas parcourent les messages précédents</translation>
    </message>
    <message>
        <source>Earlier messages and drafts</source>
        <translation>Messages précédents et brouillons</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formater</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConfigSection</name>
    <message>
        <source>%1: %2</source>
        <comment>a field, what is wrong</comment>
        <translation>%1&#x202f;: %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectDialog</name>
    <message>
        <source>&amp;Keep the key in the keyring of the desktop</source>
        <translation>C&amp;onserver la clé dans le trousseau du bureau</translation>
    </message>
    <message>
        <source>Connect to a broker</source>
        <translation>Se connecter à un broker</translation>
    </message>
    <message>
        <source>wss://broker.example.com or 10.0.0.5:8787</source>
        <translation>wss://broker.example.com ou 10.0.0.5:8787</translation>
    </message>
    <message>
        <source>Empty: the key that is kept</source>
        <translation>Vide&#x202f;: la clé conservée</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connecter</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;Service key, or viewer key to look only</source>
        <translation>Clé de &amp;service, ou clé de consultation (lecture seule)</translation>
    </message>
    <message>
        <source>This is not the address of a broker. Give one such as wss://broker.example.com or 10.0.0.5:8787.</source>
        <translation>Ce n’est pas l’adresse d’un broker. Indiquez-en une, par exemple wss://broker.example.com ou 10.0.0.5:8787.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectionBar</name>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>Le broker n’est pas démarré. Démarrez-le sur la page Serveur.</translation>
    </message>
    <message>
        <source>Choose a project or type its name.</source>
        <translation>Choisissez un projet ou saisissez son nom.</translation>
    </message>
    <message>
        <source>No project can have this name.</source>
        <translation>Aucun projet ne peut porter ce nom.</translation>
    </message>
    <message>
        <source>Connected as an admin client</source>
        <translation>Connecté comme client admin</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connexion…</translation>
    </message>
    <message>
        <source>Not connected; sending connects</source>
        <translation>Non connecté&#x202f;; l’envoi établit la connexion</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connecter</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Déconnecter</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationCopy</name>
    <message>
        <source>Nothing was copied: a report has room for %1 messages. Select fewer, or export them.</source>
        <translation>Rien n’a été copié&#x202f;: un rapport contient au plus %1 messages. Sélectionnez-en moins, ou exportez-les.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied, with requests and replies.</source>
        <translation>
            <numerusform>%Ln message copié, avec requêtes et réponses.</numerusform>
            <numerusform>%Ln messages copiés, avec requêtes et réponses.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied alone: requests and replies are found while the column Reply is shown.</source>
        <translation>
            <numerusform>%Ln message copié seul&#x202f;: les requêtes et les réponses sont recherchées tant que la colonne Réponse est affichée.</numerusform>
            <numerusform>%Ln messages copiés seuls&#x202f;: les requêtes et les réponses sont recherchées tant que la colonne Réponse est affichée.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationReport</name>
    <message>
        <source>Only the first %1 of %2 are quoted.</source>
        <translation>Seuls les %1 premiers sur %2 sont cités.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>A name and its value</extracomment>
        <translation>%1&#x202f;: %2</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <extracomment>After a list of clients</extracomment>
        <translation>
            <numerusform>et %Ln autre</numerusform>
            <numerusform>et %Ln autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Règle</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>The number of a message in a report, and its type</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Réponse</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationText</name>
    <message>
        <source>Request %1 from %2 at %3</source>
        <extracomment>Type, sender, and time of a message</extracomment>
        <translation>Requête %1 de %2, à %3</translation>
    </message>
    <message>
        <source>Error %1 from %2 at %3, after %4</source>
        <translation>Erreur %1 de %2, à %3, après %4</translation>
    </message>
    <message>
        <source>Reply %1 from %2 at %3, after %4</source>
        <translation>Réponse %1 de %2, à %3, après %4</translation>
    </message>
    <message numerus="yes">
        <source>%n more replies</source>
        <translation>
            <numerusform>%n autre réponse</numerusform>
            <numerusform>%n autres réponses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsEmpty</name>
    <message>
        <source>Start demo traffic</source>
        <translation>Démarrer le trafic de démo</translation>
    </message>
    <message>
        <source>No message has arrived yet</source>
        <translation>Aucun message n’est encore arrivé</translation>
    </message>
    <message>
        <source>As soon as a client answers another one, the times of its replies are listed here. Demo traffic has some.</source>
        <translation>Dès qu’un client répond à un autre, ses temps de réponse figurent ici. Le trafic de démo en contient.</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Le broker n’est pas démarré</translation>
    </message>
    <message>
        <source>Requests and replies are found in its messages. The Server page says where the broker listens, and why a start failed.</source>
        <translation>Les requêtes et les réponses sont trouvées dans ses messages. La page Serveur indique où le broker écoute et pourquoi un démarrage a échoué.</translation>
    </message>
    <message>
        <source>Requests and replies are being found</source>
        <translation>Recherche des requêtes et des réponses</translation>
    </message>
    <message>
        <source>%1 messages are left.</source>
        <translation>Messages restants&#x202f;: %1.</translation>
    </message>
    <message>
        <source>No request and no reply was found</source>
        <translation>Aucune requête ni réponse trouvée</translation>
    </message>
    <message>
        <source>No request and no reply of %1 was found</source>
        <translation>Aucune requête ni réponse de %1 trouvée</translation>
    </message>
    <message>
        <source>A reply repeats a value of its request. If yours do so in another field, write its path above, such as payload.job.id. With the rule next, the next message back to the sender counts as the reply.</source>
        <translation>Une réponse répète une valeur de sa requête. Si les vôtres le font dans un autre champ, indiquez son chemin ci-dessus, par exemple payload.job.id. Avec la règle next, le prochain message renvoyé à l’expéditeur compte comme la réponse.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsModel</name>
    <message>
        <source>no type</source>
        <translation>sans type</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>any client</source>
        <translation>tout client</translation>
    </message>
    <message>
        <source>any %1</source>
        <translation>tout %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>Half of the replies took at most so long.</source>
        <translation>La moitié des réponses ont pris au plus ce temps.</translation>
    </message>
    <message>
        <source>95 of 100 replies took at most so long.</source>
        <translation>95 réponses sur 100 ont pris au plus ce temps.</translation>
    </message>
    <message>
        <source>99 of 100 replies took at most so long.</source>
        <translation>99 réponses sur 100 ont pris au plus ce temps.</translation>
    </message>
    <message>
        <source>Requests without a reply for 5 seconds or longer.</source>
        <translation>Requêtes sans réponse depuis 5 secondes ou plus.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Requête</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>Répondu par</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>Sans réponse</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsPage</name>
    <message>
        <source>Show messages</source>
        <translation>Afficher les messages</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Shows the requests of the selected line, and the messages of the client that answers</source>
        <translation>Affiche les requêtes de la ligne sélectionnée et les messages du client qui répond</translation>
    </message>
    <message>
        <source>&amp;Rule for replies</source>
        <translation>&amp;Règle des réponses</translation>
    </message>
    <message>
        <source>Rule for replies</source>
        <translation>Règle des réponses</translation>
    </message>
    <message>
        <source>auto tries the usual fields. Otherwise write the path of a value that a reply repeats, such as payload.requestId, or id -&gt; payload.inReplyTo, or next: the next message back to the sender. Several have commas between them; the first that finds a request counts.</source>
        <translation>auto essaie les champs habituels. Sinon, indiquez le chemin d’une valeur qu’une réponse répète, par exemple payload.requestId, ou id -&gt; payload.inReplyTo, ou next&#x202f;: le prochain message renvoyé à l’expéditeur. Séparez plusieurs règles par des virgules&#x202f;; la première qui trouve une requête compte.</translation>
    </message>
    <message numerus="yes">
        <source>%n more projects</source>
        <translation>
            <numerusform>%n autre projet</numerusform>
            <numerusform>%n autres projets</numerusform>
        </translation>
    </message>
    <message>
        <source>Found in %1</source>
        <translation>Trouvé dans %1</translation>
    </message>
    <message>
        <source>Choose a line to see its reply times.</source>
        <translation>Choisissez une ligne pour voir ses temps de réponse.</translation>
    </message>
    <message>
        <source>%1, answered by %2: p95 as a line, p50 dashed</source>
        <extracomment>Type of a request, and the client that answers it</extracomment>
        <translation>%1, réponses de %2&#x202f;: p95 en trait plein, p50 en tirets</translation>
    </message>
    <message>
        <source>These requests have no reply.</source>
        <translation>Ces requêtes n’ont pas de réponse.</translation>
    </message>
    <message>
        <source>%1 requests and replies</source>
        <translation>%1 requêtes et réponses</translation>
    </message>
    <message>
        <source>%1, %2 left out by a limit</source>
        <translation>%1, %2 écartées par une limite</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsTable</name>
    <message>
        <source>Requests by type and answering client</source>
        <translation>Requêtes par type et par client qui répond</translation>
    </message>
</context>
<context>
    <name>broadcaster::CopyField</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>Copier&#x202f;: %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>broadcaster::CountsModel</name>
    <message>
        <source>All projects</source>
        <translation>Tous les projets</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>Non livrés</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rejetés</translation>
    </message>
</context>
<context>
    <name>broadcaster::CrossingSection</name>
    <message>
        <source>Sent, less arrived, under way and lost: it is 0, or the program has a fault</source>
        <translation>Envoyés moins arrivés, en route et perdus&#x202f;: c’est 0, ou le programme a un défaut</translation>
    </message>
    <message>
        <source>Messages to other brokers</source>
        <translation>Messages vers d’autres brokers</translation>
    </message>
    <message>
        <source>From this broker to all others, since it started.</source>
        <translation>De ce broker vers tous les autres, depuis son démarrage.</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyés</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>arrivés</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>en route</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdus</translation>
    </message>
    <message>
        <source>unaccounted for</source>
        <translation>inexpliqués</translation>
    </message>
    <message>
        <source>batches from others were not read: they were of another version, or not signed as they should be</source>
        <translation>lots venus d’autres brokers n’ont pas été lus&#x202f;: d’une autre version, ou pas signés comme il se doit</translation>
    </message>
    <message>
        <source>No message was lost.</source>
        <translation>Aucun message n’a été perdu.</translation>
    </message>
    <message>
        <source>No message has left for another broker yet.</source>
        <translation>Aucun message n’est encore parti vers un autre broker.</translation>
    </message>
</context>
<context>
    <name>broadcaster::DatabaseSection</name>
    <message>
        <source>Database</source>
        <translation>Base de données</translation>
    </message>
    <message>
        <source>Keeps API keys and usage. Never messages.</source>
        <translation>Conserve les clés API et l’utilisation. Jamais les messages.</translation>
    </message>
    <message>
        <source>Another database</source>
        <translation>Autre base de données</translation>
    </message>
    <message>
        <source>Another one: a file, or postgresql://user:password@host/database</source>
        <translation>Une autre&#x202f;: un fichier, ou postgresql://user:password@host/database</translation>
    </message>
    <message>
        <source>It must be on one line.</source>
        <translation>Elle doit tenir sur une ligne.</translation>
    </message>
    <message>
        <source>Give a file, or a URL that begins with postgresql://.</source>
        <translation>Indiquez un fichier, ou une URL qui commence par postgresql://.</translation>
    </message>
    <message>
        <source>The URL is not valid. Special characters in it are percent-encoded: @ is %40.</source>
        <translation>L’URL n’est pas valide. Les caractères spéciaux y sont codés en pourcent&#x202f;: @ s’écrit %40.</translation>
    </message>
    <message>
        <source>Another database needs a restart. Keys and usage are not copied to the new database.</source>
        <translation>Une autre base de données exige un redémarrage. Les clés et l’utilisation ne sont pas copiées dans la nouvelle base.</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>Non utilisée tant que le broker n’est pas démarré.</translation>
    </message>
    <message>
        <source>Connected, everything counted is written.</source>
        <translation>Connectée, tout ce qui est compté est écrit.</translation>
    </message>
    <message>
        <source>Connected. Messages counted and not yet written: %1.</source>
        <translation>Connectée. Messages comptés et pas encore écrits&#x202f;: %1.</translation>
    </message>
    <message>
        <source>Not connected; the broker tries again by itself. Messages counted and not yet written: %1.</source>
        <translation>Non connectée&#x202f;; le broker réessaie de lui-même. Messages comptés et pas encore écrits&#x202f;: %1.</translation>
    </message>
    <message>
        <source>Failed writes so far: %1. Last error: %2</source>
        <translation>Écritures échouées jusqu’ici&#x202f;: %1. Dernière erreur&#x202f;: %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DecodedView</name>
    <message>
        <source>Decoded value as a tree</source>
        <translation>Valeur décodée sous forme d’arbre</translation>
    </message>
    <message>
        <source>Decoded value as text</source>
        <translation>Valeur décodée sous forme de texte</translation>
    </message>
    <message>
        <source>This value cannot be decoded after all.</source>
        <translation>Cette valeur ne peut finalement pas être décodée.</translation>
    </message>
    <message>
        <source>The first %1 of %2</source>
        <translation>Les premiers %1 sur %2</translation>
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
        <source>Sent to nobody</source>
        <translation>Envoyé à personne</translation>
    </message>
    <message>
        <source>Sent to nobody, mirrored to %1</source>
        <translation>Envoyé à personne, copie miroir à %1</translation>
    </message>
    <message>
        <source>Sent to %1 of %2</source>
        <translation>Envoyé à %1 sur %2</translation>
    </message>
    <message>
        <source>Sent to %1 of %2, mirrored to %3</source>
        <translation>Envoyé à %1 sur %2, copie miroir à %3</translation>
    </message>
    <message>
        <source>Answered by the broker</source>
        <translation>Le broker a répondu</translation>
    </message>
    <message>
        <source>Not recorded: the file does not hold the receivers</source>
        <translation>Non enregistré&#x202f;: le fichier ne contient pas les destinataires</translation>
    </message>
    <message>
        <source>Rejected, delivered to nobody</source>
        <translation>Rejeté, non livré</translation>
    </message>
    <message>
        <source>%1 queued</source>
        <translation>%1 en attente</translation>
    </message>
    <message>
        <source>%1 dropped: too slow</source>
        <translation>%1 abandon(s)&#x202f;: trop lent</translation>
    </message>
    <message>
        <source>%1 dropped: connection lost</source>
        <translation>%1 abandon(s)&#x202f;: connexion perdue</translation>
    </message>
    <message>
        <source>Sent: handed to the operating system. This does not say that the program at the other end has read it.
Queued: waits in the broker for a client that does not keep up.
Dropped: will not arrive, because the client was too slow or its connection ended first.
Passed on: another broker of the cluster has the client, and knows how far the message has come.</source>
        <translation>Envoyé&#x202f;: remis au système d’exploitation. Cela ne dit pas que le programme à l’autre bout l’a lu.
En attente&#x202f;: retenu dans le broker pour un client qui ne suit pas.
Abandonné&#x202f;: n’arrivera pas, car le client était trop lent ou sa connexion s’est terminée avant.
Transmis&#x202f;: un autre broker du cluster a le client et sait jusqu’où le message est arrivé.</translation>
    </message>
    <message>
        <source>By rule 1: no client of this project has this id. It may have reconnected: ids are never reused.</source>
        <translation>Selon la règle 1&#x202f;: aucun client de ce projet n’a cet ID. Il s’est peut-être reconnecté&#x202f;: les ID ne sont jamais réutilisés.</translation>
    </message>
    <message>
        <source>By rule 1: to.id names a client of this project.</source>
        <translation>Selon la règle 1&#x202f;: to.id désigne un client de ce projet.</translation>
    </message>
    <message>
        <source>By rule 2: no client of type %1 is connected except the sender.</source>
        <translation>Selon la règle 2&#x202f;: aucun client de type %1 n’est connecté, sauf l’expéditeur.</translation>
    </message>
    <message>
        <source>By rule 2: “%1” is not a type. There are runtime, data-agent and admin.</source>
        <translation>Selon la règle 2&#x202f;: «&#x202f;%1&#x202f;» n’est pas un type. Les types sont runtime, data-agent et admin.</translation>
    </message>
    <message>
        <source>By rule 2: to.type names every client of that type except the sender.</source>
        <translation>Selon la règle 2&#x202f;: to.type désigne tous les clients de ce type, sauf l’expéditeur.</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, and nobody else is connected except admins, which get no broadcasts.</source>
        <translation>Selon la règle 3&#x202f;: il ne désigne aucun destinataire, et personne d’autre n’est connecté hormis des admins, qui ne reçoivent pas les diffusions.</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, so it is for everyone but the sender and admins.</source>
        <translation>Selon la règle 3&#x202f;: il ne désigne aucun destinataire, il est donc pour tous sauf l’expéditeur et les admins.</translation>
    </message>
    <message>
        <source>A PING is for the broker itself: its PONG goes to the sender alone.</source>
        <translation>Un PING s’adresse au broker lui-même&#x202f;: son PONG ne va qu’à l’expéditeur.</translation>
    </message>
    <message>
        <source>The message was invalid. The error that the sender got says why.</source>
        <translation>Le message était invalide. L’erreur reçue par l’expéditeur dit pourquoi.</translation>
    </message>
    <message>
        <source>The broker said it to this client alone.</source>
        <translation>Message du broker à ce seul client.</translation>
    </message>
    <message>
        <source>The broker said it to everyone in the project.</source>
        <translation>Message du broker à tous les clients du projet.</translation>
    </message>
    <message>
        <source>The broker said it to the client whose message was at fault.</source>
        <translation>Message du broker au client dont le message était fautif.</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryView</name>
    <message>
        <source>Delivery to each client</source>
        <translation>Livraison à chaque client</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients.</source>
        <translation>Un fichier de capture ne contient pas les clients connectés.</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients: only clients that had not got the message are listed.</source>
        <translation>Un fichier de capture ne contient pas les clients connectés&#x202f;: seuls les clients qui n’avaient pas reçu le message sont listés.</translation>
    </message>
    <message>
        <source>No message is selected.</source>
        <translation>Aucun message n’est sélectionné.</translation>
    </message>
    <message>
        <source>The broker no longer knows the clients of that time. It remembers only the latest arrivals and departures.</source>
        <translation>Le broker ne connaît plus les clients de ce moment-là. Il ne retient que les dernières arrivées et les derniers départs.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients that have not got the message are counted above, but shown below as if it had been sent to them.</source>
        <translation>
            <numerusform>%Ln client qui n’a pas reçu le message est compté ci-dessus, mais affiché ci-dessous comme si le message lui avait été envoyé.</numerusform>
            <numerusform>%Ln clients qui n’ont pas reçu le message sont comptés ci-dessus, mais affichés ci-dessous comme si le message leur avait été envoyé.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are connected to other brokers. They count as sent above.</source>
        <translation>
            <numerusform>%Ln d’entre eux est connecté à un autre broker. Ci-dessus, il compte comme «&#x202f;envoyé&#x202f;».</numerusform>
            <numerusform>%Ln d’entre eux sont connectés à d’autres brokers. Ci-dessus, ils comptent comme «&#x202f;envoyé&#x202f;».</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailFollower</name>
    <message>
        <source>Details of the newest message</source>
        <translation>Détails du message le plus récent</translation>
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
        <translation>Vues du message</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Arbre</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Brut</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Actions on the details</source>
        <translation>Actions sur les détails</translation>
    </message>
    <message>
        <source>Hide the details (Ctrl+D)</source>
        <translation>Masquer les détails (Ctrl+D)</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>Rechercher dans le message</translation>
    </message>
    <message>
        <source>Find the next place</source>
        <translation>Rechercher l’occurrence suivante</translation>
    </message>
    <message>
        <source>Find the previous place</source>
        <translation>Rechercher l’occurrence précédente</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>Tout déplier</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Tout replier</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copier le message</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>Sender and receiver of a message, and its size</extracomment>
        <translation>%1, %2, %3</translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailPlace</name>
    <message>
        <source>Message details</source>
        <translation>Détails du message</translation>
    </message>
    <message>
        <source>Place of the details</source>
        <translation>Position des détails</translation>
    </message>
    <message>
        <source>&amp;Automatic: at the right of wide windows</source>
        <translation>&amp;Automatique&#x202f;: à droite dans les fenêtres larges</translation>
    </message>
    <message>
        <source>At the &amp;right</source>
        <translation>À &amp;droite</translation>
    </message>
    <message>
        <source>&amp;Below</source>
        <translation>&amp;En dessous</translation>
    </message>
</context>
<context>
    <name>broadcaster::DialogPromptsText</name>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>HAR, for browsers (*.har)</source>
        <translation>HAR, pour les navigateurs (*.har)</translation>
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
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>broadcaster::EngineSection</name>
    <message>
        <source>Redis servers</source>
        <translation>Serveurs Redis</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>The servers that carry messages from broker to broker.</source>
        <translation>Les serveurs qui transportent les messages d’un broker à l’autre.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorLine</name>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorText</name>
    <message>
        <source>The broker does not accept a value.</source>
        <translation>Le broker n’accepte pas une valeur.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Cet élément n’existe plus.</translation>
    </message>
    <message>
        <source>You do not have the right to do this.</source>
        <translation>Vous n’avez pas le droit de faire cela.</translation>
    </message>
    <message>
        <source>It does not fit the state that the broker is in. Try again.</source>
        <translation>L’état du broker ne le permet pas. Réessayez.</translation>
    </message>
    <message>
        <source>The address is in use by another program. Stop that one or choose another port.</source>
        <translation>L’adresse est utilisée par un autre programme. Arrêtez-le ou choisissez un autre port.</translation>
    </message>
    <message>
        <source>There is no permission to listen on the address. Choose a port above 1023.</source>
        <translation>L’écoute sur cette adresse n’est pas autorisée. Choisissez un port supérieur à 1023.</translation>
    </message>
    <message>
        <source>The address is not one of this machine.</source>
        <translation>L’adresse n’est pas celle de cette machine.</translation>
    </message>
    <message>
        <source>The certificate or its key cannot be used.</source>
        <translation>Le certificat ou sa clé est inutilisable.</translation>
    </message>
    <message>
        <source>The database cannot be created. Name another file.</source>
        <translation>La base de données ne peut pas être créée. Indiquez un autre fichier.</translation>
    </message>
    <message>
        <source>The database cannot be used. Check its server or its file.</source>
        <translation>La base de données est inutilisable. Vérifiez son serveur ou son fichier.</translation>
    </message>
    <message>
        <source>A newer version of this program has written the database. Update the program.</source>
        <translation>Une version plus récente de ce programme a écrit la base de données. Mettez le programme à jour.</translation>
    </message>
    <message>
        <source>The database is damaged. Restore it from a backup.</source>
        <translation>La base de données est endommagée. Restaurez-la à partir d’une sauvegarde.</translation>
    </message>
    <message>
        <source>The database cannot be written to. Give the broker the right to write it.</source>
        <translation>Impossible d’écrire dans la base de données. Donnez au broker le droit d’y écrire.</translation>
    </message>
    <message>
        <source>Another program holds the database. Close it, or wait until it is done.</source>
        <translation>Un autre programme occupe la base de données. Fermez-le ou attendez qu’il ait terminé.</translation>
    </message>
    <message>
        <source>The disk with the database is full. Make room; nothing counted is lost until then.</source>
        <translation>Le disque de la base de données est plein. Libérez de l’espace&#x202f;; d’ici là, rien de ce qui est compté n’est perdu.</translation>
    </message>
    <message>
        <source>The database denies the broker a right, or refuses its password.</source>
        <translation>La base de données refuse un droit au broker, ou refuse son mot de passe.</translation>
    </message>
    <message>
        <source>A setting of the database, or of the way to it, must be changed.</source>
        <translation>Un réglage de la base de données, ou de l’accès à celle-ci, doit être modifié.</translation>
    </message>
    <message>
        <source>The database cannot store a value.</source>
        <translation>La base de données ne peut pas stocker une valeur.</translation>
    </message>
    <message>
        <source>The broker is too busy. Try again in a moment.</source>
        <translation>Le broker est surchargé. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>Le broker n’est pas démarré. Démarrez-le sur la page Serveur.</translation>
    </message>
    <message>
        <source>%1 is in use by %2. Stop that program, or choose another port; 0 takes any free one.</source>
        <translation>%1 est utilisé par %2. Arrêtez ce programme ou choisissez un autre port&#x202f;; 0 prend n’importe quel port libre.</translation>
    </message>
    <message>
        <source>The project needs a name.</source>
        <translation>Le projet doit avoir un nom.</translation>
    </message>
    <message>
        <source>The name of the project has %1 bytes; at most %2 are allowed.</source>
        <translation>Le nom du projet fait %1 octets&#x202f;; %2 au plus sont autorisés.</translation>
    </message>
    <message>
        <source>The name of the project is not UTF-8.</source>
        <translation>Le nom du projet n’est pas en UTF-8.</translation>
    </message>
    <message>
        <source>The name of the project has a control character, which is not allowed.</source>
        <translation>Le nom du projet contient un caractère de contrôle, ce qui n’est pas autorisé.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4.</source>
        <translation>%1&#x202f;: la valeur %2 doit être comprise entre %3 et %4.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 bytes.</source>
        <translation>%1&#x202f;: la valeur %2 doit être comprise entre %3 et %4 octets.</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 seconds.</source>
        <translation>%1&#x202f;: la valeur %2 doit être comprise entre %3 et %4 secondes.</translation>
    </message>
    <message>
        <source>%1: at most %2 are allowed.</source>
        <translation>%1&#x202f;: %2 au plus sont autorisés.</translation>
    </message>
    <message>
        <source>%1: at most %2 bytes are allowed.</source>
        <translation>%1&#x202f;: %2 octets au plus sont autorisés.</translation>
    </message>
    <message>
        <source>%1: a value is needed.</source>
        <translation>%1&#x202f;: une valeur est requise.</translation>
    </message>
    <message>
        <source>%1: “%2” is there twice.</source>
        <translation>%1&#x202f;: «&#x202f;%2&#x202f;» y figure deux fois.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address, such as 127.0.0.1, ::1 or 0.0.0.0.</source>
        <translation>%1&#x202f;: «&#x202f;%2&#x202f;» n’est pas une adresse IP telle que 127.0.0.1, ::1 ou 0.0.0.0.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address or a network, such as 10.0.0.0/8.</source>
        <translation>%1&#x202f;: «&#x202f;%2&#x202f;» n’est ni une adresse IP ni un réseau tel que 10.0.0.0/8.</translation>
    </message>
    <message>
        <source>%1: “%2” is not an origin, such as https://app.example.com, or *.</source>
        <translation>%1&#x202f;: «&#x202f;%2&#x202f;» n’est ni une origine telle que https://app.example.com, ni *.</translation>
    </message>
    <message>
        <source>%1: “%2” is not a host, such as broker.example.com.</source>
        <translation>%1&#x202f;: «&#x202f;%2&#x202f;» n’est pas un hôte tel que broker.example.com.</translation>
    </message>
    <message>
        <source>%1: the value is not the address of a Redis server, such as redis://redis.example.com:6379, with special characters of the password percent-encoded.</source>
        <translation>%1&#x202f;: la valeur n’est pas une adresse de serveur Redis telle que redis://redis.example.com:6379, où les caractères spéciaux du mot de passe sont codés en pourcent.</translation>
    </message>
    <message>
        <source>%1: “%2” must have 1 to 64 letters, digits, dots, hyphens and underscores.</source>
        <translation>%1&#x202f;: «&#x202f;%2&#x202f;» doit comporter de 1 à 64 lettres, chiffres, points, traits d’union et traits de soulignement.</translation>
    </message>
    <message>
        <source>%1 needs %2, too.</source>
        <translation>%1 exige aussi %2.</translation>
    </message>
    <message>
        <source>%1 is in use by another program. Stop that one, or choose another port; 0 takes any free one.</source>
        <translation>%1 est utilisé par un autre programme. Arrêtez-le ou choisissez un autre port&#x202f;; 0 prend n’importe quel port libre.</translation>
    </message>
    <message>
        <source>There is no permission to listen on %1. Ports below 1024 need privileges: choose a higher one.</source>
        <translation>L’écoute sur %1 n’est pas autorisée. Les ports inférieurs à 1024 exigent des privilèges&#x202f;: choisissez-en un plus élevé.</translation>
    </message>
    <message>
        <source>The broker cannot listen on %1 (%2). Give an address of this machine.</source>
        <translation>Le broker ne peut pas écouter sur %1 (%2). Indiquez une adresse de cette machine.</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>Le fichier de certificat %1 ne peut pas être lu (%2). Indiquez un fichier que le broker a le droit de lire.</translation>
    </message>
    <message>
        <source>The certificate file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>Le fichier de certificat %1 fait plus de %2 octets. Indiquez un fichier PEM.</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate. It must be PEM, with the server&apos;s certificate first and its signers behind it.</source>
        <translation>Le fichier de certificat %1 ne contient aucun certificat. Il doit être au format PEM, avec le certificat du serveur en premier, suivi de ceux de ses signataires.</translation>
    </message>
    <message>
        <source>The certificate file %1 is damaged at certificate %2 (%3). Make it anew.</source>
        <translation>Le fichier de certificat %1 est endommagé au certificat %2 (%3). Générez-le de nouveau.</translation>
    </message>
    <message>
        <source>OpenSSL refuses the certificate in %1 (%2). Make one with a key of 2048 bits or more, or P-256.</source>
        <translation>OpenSSL refuse le certificat contenu dans %1 (%2). Générez-en un avec une clé de 2048 bits ou plus, ou P-256.</translation>
    </message>
    <message>
        <source>The key file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>Le fichier de clé %1 ne peut pas être lu (%2). Indiquez un fichier que le broker a le droit de lire.</translation>
    </message>
    <message>
        <source>The key file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>Le fichier de clé %1 fait plus de %2 octets. Indiquez un fichier PEM.</translation>
    </message>
    <message>
        <source>The key file %1 is open to others than its owner. Run chmod 600 on it.</source>
        <translation>Le fichier de clé %1 est accessible à d’autres que son propriétaire. Exécutez chmod 600 dessus.</translation>
    </message>
    <message>
        <source>The key file %1 has a passphrase. Take it off with openssl pkey.</source>
        <translation>Le fichier de clé %1 est protégé par une phrase secrète. Retirez-la avec openssl pkey.</translation>
    </message>
    <message>
        <source>The key file %1 holds no private key (%2). It must be PEM.</source>
        <translation>Le fichier de clé %1 ne contient aucune clé privée (%2). Il doit être au format PEM.</translation>
    </message>
    <message>
        <source>The key in %1 does not belong to the certificate in %2. Name the key that the certificate was made for.</source>
        <translation>La clé contenue dans %1 ne correspond pas au certificat contenu dans %2. Indiquez la clé pour laquelle le certificat a été établi.</translation>
    </message>
    <message>
        <source>OpenSSL cannot be used (%1).</source>
        <translation>OpenSSL est inutilisable (%1).</translation>
    </message>
    <message>
        <source>The database URL begins with %1://, which is not supported. Give the path of a SQLite file or a postgresql:// URL.</source>
        <translation>L’URL de la base de données commence par %1://, qui n’est pas pris en charge. Indiquez le chemin d’un fichier SQLite ou une URL postgresql://.</translation>
    </message>
    <message>
        <source>The database URL is not valid: two hexadecimal digits must follow each %. Write % itself as %25.</source>
        <translation>L’URL de la base de données n’est pas valide&#x202f;: chaque % doit être suivi de deux chiffres hexadécimaux. Écrivez % lui-même sous la forme %25.</translation>
    </message>
    <message>
        <source>The database URL is not valid: a percent-encoded part is not UTF-8.</source>
        <translation>L’URL de la base de données n’est pas valide&#x202f;: une partie codée en pourcent n’est pas en UTF-8.</translation>
    </message>
    <message>
        <source>The database URL is not valid: a part contains the character U+0000.</source>
        <translation>L’URL de la base de données n’est pas valide&#x202f;: une partie contient le caractère U+0000.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the port is not a number from 1 to 65535.</source>
        <translation>L’URL de la base de données n’est pas valide&#x202f;: le port n’est pas un nombre de 1 à 65535.</translation>
    </message>
    <message>
        <source>The database URL is not valid: it names several hosts, and only one is supported.</source>
        <translation>L’URL de la base de données n’est pas valide&#x202f;: elle nomme plusieurs hôtes, et un seul est pris en charge.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the IPv6 address must end with ], and only the port may follow.</source>
        <translation>L’URL de la base de données n’est pas valide&#x202f;: l’adresse IPv6 doit se terminer par ], et seul le port peut suivre.</translation>
    </message>
    <message>
        <source>The database URL is not valid: an option does not have the form name=value.</source>
        <translation>L’URL de la base de données n’est pas valide&#x202f;: une option n’a pas la forme nom=valeur.</translation>
    </message>
    <message>
        <source>The database URL is not valid: the option %1 is not known.</source>
        <translation>L’URL de la base de données n’est pas valide&#x202f;: l’option %1 est inconnue.</translation>
    </message>
    <message>
        <source>The database URL is not valid: %1 cannot have this value.</source>
        <translation>L’URL de la base de données n’est pas valide&#x202f;: %1 ne peut pas avoir cette valeur.</translation>
    </message>
    <message>
        <source>The database URL is not valid: an @ comes after a / or ?. Write @, / and ? in a password as %40, %2F and %3F.</source>
        <translation>L’URL de la base de données n’est pas valide&#x202f;: un @ suit un / ou un&#x202f;?. Dans un mot de passe, écrivez @, / et ? sous la forme %40, %2F et %3F.</translation>
    </message>
    <message>
        <source>The database is missing. Give the path of a file or a postgresql:// URL.</source>
        <translation>La base de données n’est pas indiquée. Donnez le chemin d’un fichier ou une URL postgresql://.</translation>
    </message>
    <message>
        <source>The path of the database contains the character U+0000.</source>
        <translation>Le chemin de la base de données contient le caractère U+0000.</translation>
    </message>
    <message>
        <source>The database :memory: would lose every key. Give the path of a file.</source>
        <translation>La base de données :memory: perdrait toutes les clés. Donnez le chemin d’un fichier.</translation>
    </message>
    <message>
        <source>The database %1 cannot be created, because its folder %2 cannot be. Create the folder or name another file.</source>
        <translation>La base de données %1 ne peut pas être créée, car son dossier %2 ne peut pas l’être. Créez le dossier ou indiquez un autre fichier.</translation>
    </message>
    <message>
        <source>The database %1 cannot be created (%2). Give the broker the right to write its folder, or name another file.</source>
        <translation>La base de données %1 ne peut pas être créée (%2). Donnez au broker le droit d’écrire dans son dossier, ou indiquez un autre fichier.</translation>
    </message>
    <message>
        <source>The database %1 is not a file. Name a file.</source>
        <translation>La base de données %1 n’est pas un fichier. Indiquez un fichier.</translation>
    </message>
    <message>
        <source>The database %1 cannot be read. Give the broker the right to read and write it.</source>
        <translation>La base de données %1 ne peut pas être lue. Donnez au broker le droit de la lire et d’y écrire.</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it.</source>
        <translation>Impossible d’écrire dans la base de données %1. Donnez au broker le droit d’y écrire.</translation>
    </message>
    <message>
        <source>The database %1 is in a folder that cannot be written to, where SQLite needs to keep its log. Give the broker the right to write the folder.</source>
        <translation>La base de données %1 se trouve dans un dossier où il est impossible d’écrire, alors que SQLite doit y tenir son journal. Donnez au broker le droit d’écrire dans ce dossier.</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another.</source>
        <translation>La base de données %1 est endommagée ou n’en est pas une. Restaurez-la à partir d’une sauvegarde ou indiquez-en une autre.</translation>
    </message>
    <message>
        <source>The database %1 is damaged (%2). Restore it from a backup.</source>
        <translation>La base de données %1 est endommagée (%2). Restaurez-la à partir d’une sauvegarde.</translation>
    </message>
    <message>
        <source>The database %1 has the encoding %2, which cannot hold every name. Name a database with UTF-8: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</source>
        <translation>La base de données %1 a l’encodage %2, qui ne peut pas représenter tous les noms. Indiquez une base de données en UTF-8&#x202f;: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</translation>
    </message>
    <message>
        <source>The database %1 only lets itself be read and may be a standby. Name the primary server.</source>
        <translation>La base de données %1 est en lecture seule et se trouve peut-être sur un serveur de secours. Indiquez le serveur primaire.</translation>
    </message>
    <message>
        <source>The database %1 was written by a newer version of this program (schema %2, known is %3). Update the program or name another database.</source>
        <translation>La base de données %1 a été écrite par une version plus récente de ce programme (schéma %2, connu&#x202f;: %3). Mettez le programme à jour ou indiquez une autre base de données.</translation>
    </message>
    <message>
        <source>The database %1 needs Qt&apos;s SQL driver %2, which is not installed.</source>
        <translation>La base de données %1 nécessite le pilote SQL %2 de Qt, qui n’est pas installé.</translation>
    </message>
    <message>
        <source>The database does not answer. Try again later.</source>
        <translation>La base de données ne répond pas. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>The database is too slow: %1 jobs wait for it. Try again later.</source>
        <translation>La base de données est trop lente&#x202f;: %1 tâches l’attendent. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>The database %1 took too long. Try again.</source>
        <translation>La base de données %1 a mis trop de temps. Réessayez.</translation>
    </message>
    <message>
        <source>The database %1 gave other rows than requested. Check whether another program shares its connection.</source>
        <translation>La base de données %1 a renvoyé d’autres lignes que celles demandées. Vérifiez si un autre programme partage sa connexion.</translation>
    </message>
    <message>
        <source>The file of the database %1 is missing. Move it back, or stop the broker and restore a backup.</source>
        <translation>Le fichier de la base de données %1 est absent. Remettez-le en place, ou arrêtez le broker et restaurez une sauvegarde.</translation>
    </message>
    <message>
        <source>The database %1 was replaced by another file. Move the first back, or restart the broker to use this one.</source>
        <translation>La base de données %1 a été remplacée par un autre fichier. Remettez le premier en place, ou redémarrez le broker pour utiliser celui-ci.</translation>
    </message>
    <message>
        <source>The database %1 is locked by another program or too busy. End the program that holds it, and try again. (%2)</source>
        <translation>La base de données %1 est verrouillée par un autre programme ou surchargée. Fermez le programme qui l’occupe et réessayez. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it. (%2)</source>
        <translation>Impossible d’écrire dans la base de données %1. Donnez au broker le droit d’y écrire. (%2)</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another. (%2)</source>
        <translation>La base de données %1 est endommagée ou n’en est pas une. Restaurez-la à partir d’une sauvegarde ou indiquez-en une autre. (%2)</translation>
    </message>
    <message>
        <source>The database %1 has no space left. Free some on its disk. (%2)</source>
        <translation>La base de données %1 n’a plus d’espace. Libérez-en sur son disque. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot store a value. (%2)</source>
        <translation>La base de données %1 ne peut pas stocker une valeur. (%2)</translation>
    </message>
    <message>
        <source>The database %1 refused a duplicate. (%2)</source>
        <translation>La base de données %1 a refusé un doublon. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be used. (%2)</source>
        <translation>La base de données %1 est inutilisable. (%2)</translation>
    </message>
    <message>
        <source>The database %1 cannot be reached over TLS. Correct sslmode, sslrootcert, sslcert and sslkey in the URL, or the server&apos;s certificate. (%2)</source>
        <translation>La base de données %1 n’est pas joignable par TLS. Corrigez sslmode, sslrootcert, sslcert et sslkey dans l’URL, ou le certificat du serveur. (%2)</translation>
    </message>
    <message>
        <source>The database %1 does not exist. Create it: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</source>
        <translation>La base de données %1 n’existe pas. Créez-la&#x202f;: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</translation>
    </message>
    <message>
        <source>The database %1 refuses the password. Correct it in the URL, or set it: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</source>
        <translation>La base de données %1 refuse le mot de passe. Corrigez-le dans l’URL ou définissez-le&#x202f;: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</translation>
    </message>
    <message>
        <source>The database %1 does not let the broker in. Create the role (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) or allow it in pg_hba.conf. (%2)</source>
        <translation>La base de données %1 ne laisse pas entrer le broker. Créez le rôle (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) ou autorisez-le dans pg_hba.conf. (%2)</translation>
    </message>
    <message>
        <source>The database %1 may not be connected to. Run as its owner: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</source>
        <translation>La connexion à la base de données %1 n’est pas autorisée. Exécutez en tant que propriétaire&#x202f;: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</translation>
    </message>
    <message>
        <source>The database %1 denies the broker a right. Run as its owner: GRANT USAGE, CREATE ON SCHEMA public TO %3; and, where the tables belong to another role: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</source>
        <translation>La base de données %1 refuse un droit au broker. Exécutez en tant que propriétaire&#x202f;: GRANT USAGE, CREATE ON SCHEMA public TO %3; et, si les tables appartiennent à un autre rôle&#x202f;: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</translation>
    </message>
    <message>
        <source>There is no active API key for the project %1.</source>
        <translation>Le projet %1 n’a pas de clé API active.</translation>
    </message>
    <message>
        <source>The project %1 has an active API key already.</source>
        <translation>Le projet %1 a déjà une clé API active.</translation>
    </message>
    <message>
        <source>%1: at most %2 characters are allowed.</source>
        <translation>%1&#x202f;: %2 caractères au plus sont autorisés.</translation>
    </message>
    <message>
        <source>%1: the character U+0000 is not allowed.</source>
        <translation>%1&#x202f;: le caractère U+0000 n’est pas autorisé.</translation>
    </message>
    <message>
        <source>%1: half of a surrogate pair is not text.</source>
        <translation>%1&#x202f;: une moitié de paire de substitution n’est pas du texte.</translation>
    </message>
    <message>
        <source>A text contains U+0000 or half of a surrogate pair, which no database can store.</source>
        <translation>Un texte contient U+0000 ou une moitié de paire de substitution, qu’aucune base de données ne peut stocker.</translation>
    </message>
    <message>
        <source>The broker or the project %1 has no room for another connection. Disconnect a client, or raise the limit on the Server page.</source>
        <translation>Le broker ou le projet %1 n’a plus de place pour une connexion. Déconnectez un client, ou relevez la limite sur la page Serveur.</translation>
    </message>
    <message>
        <source>The composer could not connect to %1: %2</source>
        <translation>L’éditeur n’a pas pu se connecter à %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed in the window or by an operator. Connect again to go on.</source>
        <translation>La connexion de l’éditeur à %1 a été fermée dans la fenêtre ou par un opérateur. Reconnectez-vous pour continuer.</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed because the window could not read as fast as messages came. Connect again to go on.</source>
        <translation>La connexion de l’éditeur à %1 a été fermée, car la fenêtre ne lisait pas aussi vite que les messages arrivaient. Reconnectez-vous pour continuer.</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 ended with close code %2. %3</source>
        <translation>La connexion de l’éditeur à %1 s’est terminée avec le code de fermeture %2. %3</translation>
    </message>
    <message>
        <source>Choose a project to connect to.</source>
        <translation>Choisissez un projet auquel vous connecter.</translation>
    </message>
    <message>
        <source>The composer is connected to %1 projects already, and that is the most. Disconnect from one first.</source>
        <translation>L’éditeur est déjà connecté à %1 projets, ce qui est le maximum. Déconnectez-le d’abord de l’un d’eux.</translation>
    </message>
    <message>
        <source>The composer disconnected before the message was sent.</source>
        <translation>L’éditeur s’est déconnecté avant l’envoi du message.</translation>
    </message>
    <message>
        <source>Too much waits to be sent to %1. Try again in a moment.</source>
        <translation>Trop de données attendent d’être envoyées à %1. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>Il n’y a pas de connexion au broker.</translation>
    </message>
    <message>
        <source>The message is too big.</source>
        <translation>Le message est trop volumineux.</translation>
    </message>
    <message>
        <source>The message is not a JSON object.</source>
        <translation>Le message n’est pas un objet JSON.</translation>
    </message>
    <message>
        <source>The field “from” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>Le champ «&#x202f;from&#x202f;» figure plusieurs fois dans l’enveloppe. Écrivez-le une seule fois ou omettez-le.</translation>
    </message>
    <message>
        <source>The field “to” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>Le champ «&#x202f;to&#x202f;» figure plusieurs fois dans l’enveloppe. Écrivez-le une seule fois ou omettez-le.</translation>
    </message>
    <message>
        <source>The field “to” must be an object or null.</source>
        <translation>Le champ «&#x202f;to&#x202f;» doit être un objet ou null.</translation>
    </message>
    <message>
        <source>The “id” in the field “to” must be a string.</source>
        <translation>Dans le champ «&#x202f;to&#x202f;», «&#x202f;id&#x202f;» doit être une chaîne.</translation>
    </message>
    <message>
        <source>The “type” in the field “to” must be a string.</source>
        <translation>Dans le champ «&#x202f;to&#x202f;», «&#x202f;type&#x202f;» doit être une chaîne.</translation>
    </message>
    <message>
        <source>A PING is for the broker alone. Give the message another type.</source>
        <translation>Un PING est réservé au broker. Donnez un autre type au message.</translation>
    </message>
    <message>
        <source>The client sent more messages a second than it may.</source>
        <translation>Le client a envoyé plus de messages par seconde qu’il n’y est autorisé.</translation>
    </message>
    <message>
        <source>The clients that were connected then are no longer known: the message is too old.</source>
        <translation>Les clients alors connectés ne sont plus connus&#x202f;: le message est trop ancien.</translation>
    </message>
</context>
<context>
    <name>broadcaster::FiguresSection</name>
    <message>
        <source>the client was done</source>
        <translation>le client avait terminé</translation>
    </message>
    <message>
        <source>the broker stopped, or the client&apos;s page was left</source>
        <translation>le broker s’est arrêté, ou la page du client a été quittée</translation>
    </message>
    <message>
        <source>the client broke the WebSocket protocol</source>
        <translation>le client a enfreint le protocole WebSocket</translation>
    </message>
    <message>
        <source>the client closed and gave no reason</source>
        <translation>le client a fermé sans donner de raison</translation>
    </message>
    <message>
        <source>no close frame: the network, a proxy&apos;s timeout, or a crash</source>
        <translation>pas de trame de fermeture&#x202f;: le réseau, le délai d’un proxy ou un plantage</translation>
    </message>
    <message>
        <source>a text message was not UTF-8</source>
        <translation>un message texte n’était pas en UTF-8</translation>
    </message>
    <message>
        <source>too many of its messages were invalid, or too much was unfinished</source>
        <translation>trop de ses messages étaient invalides, ou trop étaient inachevés</translation>
    </message>
    <message>
        <source>a message was larger than the limit</source>
        <translation>un message dépassait la limite</translation>
    </message>
    <message>
        <source>an internal error</source>
        <translation>une erreur interne</translation>
    </message>
    <message>
        <source>it was disconnected in the window, or by an operator&apos;s call</source>
        <translation>il a été déconnecté dans la fenêtre, ou par l’appel d’un opérateur</translation>
    </message>
    <message>
        <source>its API key was revoked</source>
        <translation>sa clé API a été révoquée</translation>
    </message>
    <message>
        <source>it read too slowly, and too much waited for it</source>
        <translation>il lisait trop lentement, et trop de données l’attendaient</translation>
    </message>
    <message>
        <source>it sent more than its rate allows</source>
        <translation>il a envoyé plus que son débit ne le permet</translation>
    </message>
    <message>
        <source>it answered no pings</source>
        <translation>il ne répondait pas aux pings</translation>
    </message>
    <message>
        <source>a reason of the client&apos;s own</source>
        <translation>une raison propre au client</translation>
    </message>
    <message>
        <source>No connection has ended yet.</source>
        <translation>Aucune connexion ne s’est encore terminée.</translation>
    </message>
    <message>
        <source>refused since the start, because a limit was reached</source>
        <translation>refusées depuis le démarrage, car une limite était atteinte</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>Connections now, and how they ended since the start.</source>
        <translation>Les connexions actuelles, et comment elles se sont terminées depuis le démarrage.</translation>
    </message>
    <message>
        <source>open, of %1 allowed</source>
        <translation>ouvertes, sur %1 autorisées</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvertes</translation>
    </message>
    <message>
        <source>ended with %1: %2</source>
        <translation>terminées avec %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>the cluster took the broker for dead, and it began anew</source>
        <translation>le cluster a tenu le broker pour mort, et celui-ci a recommencé à zéro</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterBox</name>
    <message>
        <source>Fault in the filter</source>
        <translation>Erreur dans le filtre</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>No client with this id has been seen. The ids of clients are new on every connection.</source>
        <translation>Aucun client avec cet ID n’a été vu. Les ID des clients changent à chaque connexion.</translation>
    </message>
    <message>
        <source>Clear the filter with this id</source>
        <translation>Effacer le filtre avec cet ID</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterEdit</name>
    <message>
        <source>Filter: a word, or type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</source>
        <translation>Filtre&#x202f;: un mot, ou type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Earlier filters</source>
        <translation>Filtres précédents</translation>
    </message>
    <message>
        <source>Earlier filters (Down in the empty field)</source>
        <translation>Filtres précédents (Bas dans le champ vide)</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Effacer le filtre</translation>
    </message>
    <message>
        <source>Clear the filter (Esc)</source>
        <translation>Effacer le filtre (Échap)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>The name of an action, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Suggestions</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterText</name>
    <message>
        <source>a value in the payload, by its path</source>
        <translation>une valeur du payload, par son chemin</translation>
    </message>
    <message>
        <source>the message&apos;s own id</source>
        <translation>l’ID propre au message</translation>
    </message>
    <message>
        <source>a value anywhere in the message</source>
        <translation>une valeur n’importe où dans le message</translation>
    </message>
    <message>
        <source>the project&apos;s name</source>
        <translation>le nom du projet</translation>
    </message>
    <message>
        <source>the message&apos;s own name for its kind</source>
        <translation>le type que le message indique lui-même</translation>
    </message>
    <message>
        <source>the sender&apos;s id</source>
        <translation>l’ID de l’expéditeur</translation>
    </message>
    <message>
        <source>the sender&apos;s type</source>
        <translation>le type de l’expéditeur</translation>
    </message>
    <message>
        <source>the client it was for</source>
        <translation>le client auquel il était destiné</translation>
    </message>
    <message>
        <source>the type it was for</source>
        <translation>le type auquel il était destiné</translation>
    </message>
    <message>
        <source>in bytes, or as 4KiB</source>
        <translation>en octets, ou sous la forme 4KiB</translation>
    </message>
    <message>
        <source>12:01:02, or -5m before now</source>
        <translation>12:01:02, ou -5m (il y a 5 min)</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error…</source>
        <translation>broadcast, routed, system, error…</translation>
    </message>
    <message>
        <source>how many it was sent to</source>
        <translation>à combien de clients il a été envoyé</translation>
    </message>
    <message>
        <source>the type of a request, also for its replies</source>
        <translation>le type d’une requête, valable aussi pour ses réponses</translation>
    </message>
    <message>
        <source>answered, unanswered or error</source>
        <translation>answered, unanswered ou error</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s</source>
        <translation>le temps jusqu’à la réponse, en ms ou sous la forme 1.5s</translation>
    </message>
    <message>
        <source>the id of the client that replies</source>
        <translation>l’ID du client qui répond</translation>
    </message>
    <message>
        <source>marked by you</source>
        <translation>marqué par vous</translation>
    </message>
    <message>
        <source>your comment on it</source>
        <translation>votre commentaire à son sujet</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>le message entier</translation>
    </message>
    <message>
        <source>and</source>
        <translation>et</translation>
    </message>
    <message>
        <source>or</source>
        <translation>ou</translation>
    </message>
    <message>
        <source>first element</source>
        <translation>premier élément</translation>
    </message>
    <message>
        <source>is</source>
        <translation>est égal à</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>est différent de</translation>
    </message>
    <message>
        <source>has this text</source>
        <translation>contient ce texte</translation>
    </message>
    <message>
        <source>fits a regular expression</source>
        <translation>correspond à une expression régulière</translation>
    </message>
    <message>
        <source>is more than</source>
        <translation>est supérieur à</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>est au moins égal à</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>est inférieur à</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>est au plus égal à</translation>
    </message>
    <message>
        <source>none of those it was for</source>
        <translation>aucun de ceux auxquels il était destiné</translation>
    </message>
    <message>
        <source>some of them</source>
        <translation>certains d’entre eux</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>some have not taken it yet</source>
        <translation>certains ne l’ont pas encore pris en charge</translation>
    </message>
    <message>
        <source>some will not get it</source>
        <translation>certains ne le recevront pas</translation>
    </message>
    <message>
        <source>some were too slow for it</source>
        <translation>certains étaient trop lents pour lui</translation>
    </message>
    <message>
        <source>some went before it was sent</source>
        <translation>certains sont partis avant l’envoi</translation>
    </message>
    <message>
        <source>it has a reply, or is one</source>
        <translation>il a une réponse, ou en est une</translation>
    </message>
    <message>
        <source>it has no reply so far</source>
        <translation>il n’a pas de réponse jusqu’ici</translation>
    </message>
    <message>
        <source>the reply reports an error</source>
        <translation>la réponse signale une erreur</translation>
    </message>
    <message>
        <source>one minute ago</source>
        <translation>il y a une minute</translation>
    </message>
    <message>
        <source>five minutes ago</source>
        <translation>il y a cinq minutes</translation>
    </message>
    <message>
        <source>one hour ago</source>
        <translation>il y a une heure</translation>
    </message>
    <message>
        <source>the broker itself</source>
        <translation>le broker lui-même</translation>
    </message>
    <message>
        <source>To compare, write == instead of =.</source>
        <translation>Pour comparer, écrivez == au lieu de =.</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; instead of &amp;.</source>
        <translation>Entre deux conditions, écrivez &amp;&amp; au lieu de &amp;.</translation>
    </message>
    <message>
        <source>Between two conditions write || instead of |.</source>
        <translation>Entre deux conditions, écrivez || au lieu de |.</translation>
    </message>
    <message>
        <source>The quote is never closed.</source>
        <translation>Le guillemet n’est jamais fermé.</translation>
    </message>
    <message>
        <source>The filter is too long: it may have %1 characters.</source>
        <translation>Le filtre est trop long&#x202f;: %1 caractères au plus.</translation>
    </message>
    <message>
        <source>The filter is nested too deeply.</source>
        <translation>Le filtre est imbriqué trop profondément.</translation>
    </message>
    <message>
        <source>There is no ( for this ).</source>
        <translation>Il manque la ( de cette ).</translation>
    </message>
    <message>
        <source>This ( is never closed.</source>
        <translation>Cette ( n’est jamais fermée.</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; or ||.</source>
        <translation>Entre deux conditions, écrivez &amp;&amp; ou ||.</translation>
    </message>
    <message>
        <source>This is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0].</source>
        <translation>Ce n’est pas un chemin. Écrivez payload.name, payload.&quot;any name&quot; ou payload.list[0].</translation>
    </message>
    <message>
        <source>There is no field %1. Members of the payload are written payload.%1.</source>
        <translation>Il n’y a pas de champ %1. Les membres du payload s’écrivent payload.%1.</translation>
    </message>
    <message>
        <source>There is no field %1. Is %2 meant?</source>
        <translation>Il n’y a pas de champ %1. Vouliez-vous dire %2&#x202f;?</translation>
    </message>
    <message>
        <source>Here only == != &lt; &lt;= &gt; &gt;= can be used.</source>
        <translation>Seuls == != &lt; &lt;= &gt; &gt;= sont possibles ici.</translation>
    </message>
    <message>
        <source>%1 can be compared by == and != only.</source>
        <translation>%1 ne peut être comparé qu’avec == et !=.</translation>
    </message>
    <message>
        <source>After %1 a value must follow, such as %2.</source>
        <translation>Après %1, il faut une valeur, par exemple %2.</translation>
    </message>
    <message>
        <source>A number of receivers must follow, or nobody, partly, all, queued, dropped, too-slow or connection-lost.</source>
        <translation>Il faut un nombre de destinataires, ou nobody, partly, all, queued, dropped, too-slow ou connection-lost.</translation>
    </message>
    <message>
        <source>A size must follow, such as 200 or 4KiB.</source>
        <translation>Il faut une taille, par exemple 200 ou 4KiB.</translation>
    </message>
    <message>
        <source>A duration must follow, such as 250, 250ms, 1.5s or 2m.</source>
        <translation>Il faut une durée, par exemple 250, 250ms, 1.5s ou 2m.</translation>
    </message>
    <message>
        <source>One of answered, unanswered and error must follow.</source>
        <translation>Il faut answered, unanswered ou error.</translation>
    </message>
    <message>
        <source>A time must follow, such as 12:01:02.5, 2026-01-28T12:01 or -5m.</source>
        <translation>Il faut une heure, par exemple 12:01:02.5, 2026-01-28T12:01 ou -5m.</translation>
    </message>
    <message>
        <source>Kinds of messages are %1.</source>
        <translation>Les catégories de messages sont %1.</translation>
    </message>
    <message>
        <source>Not a regular expression: %1.</source>
        <translation>Ce n’est pas une expression régulière&#x202f;: %1.</translation>
    </message>
    <message>
        <source>After %1 a condition must follow.</source>
        <translation>Après %1, il faut une condition.</translation>
    </message>
    <message>
        <source>Before %1 a field must stand, such as type or payload.name.</source>
        <translation>Avant %1, il faut un champ, par exemple type ou payload.name.</translation>
    </message>
    <message>
        <source>Before %1 a condition must stand.</source>
        <translation>Avant %1, il faut une condition.</translation>
    </message>
    <message>
        <source>the message has this text, in upper or lower case</source>
        <translation>le message contient ce texte, sans tenir compte de la casse</translation>
    </message>
    <message>
        <source>it has both</source>
        <translation>il contient les deux</translation>
    </message>
    <message>
        <source>it has these words, one behind the other</source>
        <translation>il contient ces mots, l’un à la suite de l’autre</translation>
    </message>
    <message>
        <source>the type is exactly this</source>
        <translation>le type est exactement celui-ci</translation>
    </message>
    <message>
        <source>the type fits a regular expression</source>
        <translation>le type correspond à une expression régulière</translation>
    </message>
    <message>
        <source>both hold</source>
        <translation>les deux conditions sont vraies</translation>
    </message>
    <message>
        <source>it was sent to nobody</source>
        <translation>il n’a été envoyé à personne</translation>
    </message>
    <message>
        <source>somebody will not get it</source>
        <translation>quelqu’un ne le recevra pas</translation>
    </message>
    <message>
        <source>a request without a reply so far</source>
        <translation>une requête sans réponse jusqu’ici</translation>
    </message>
    <message>
        <source>the reply took longer</source>
        <translation>la réponse a pris plus longtemps</translation>
    </message>
    <message>
        <source>one of the two holds</source>
        <translation>l’une des deux conditions est vraie</translation>
    </message>
    <message>
        <source>the payload has such a member</source>
        <translation>le payload a un tel membre</translation>
    </message>
    <message>
        <source>names that are not words are quoted</source>
        <translation>les noms qui ne sont pas des mots sont entre guillemets</translation>
    </message>
    <message>
        <source>a number inside the payload</source>
        <translation>un nombre dans le payload</translation>
    </message>
    <message>
        <source>it does not hold</source>
        <translation>la condition n’est pas vraie</translation>
    </message>
    <message>
        <source>of the last five minutes</source>
        <translation>des cinq dernières minutes</translation>
    </message>
    <message>
        <source>the sender; the broker&apos;s own are from system</source>
        <translation>l’expéditeur&#x202f;; ceux du broker lui-même viennent de system</translation>
    </message>
    <message>
        <source>id of the receiver</source>
        <translation>ID du destinataire</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error, ping or rejected</source>
        <translation>broadcast, routed, system, error, ping ou rejected</translation>
    </message>
    <message>
        <source>how many it was sent to; or nobody, partly, all, queued, dropped, too-slow, connection-lost</source>
        <translation>à combien de clients il a été envoyé&#x202f;; ou nobody, partly, all, queued, dropped, too-slow, connection-lost</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s; the id of its sender</source>
        <translation>le temps jusqu’à la réponse, en ms ou sous la forme 1.5s&#x202f;; l’ID de son expéditeur</translation>
    </message>
    <message>
        <source>in bytes: 200, 4KiB, 1.5MB</source>
        <translation>en octets&#x202f;: 200, 4KiB, 1.5MB</translation>
    </message>
    <message>
        <source>12:01:02.5 today, 2026-01-28T12:01, -5m before now</source>
        <translation>12:01:02.5 aujourd’hui, 2026-01-28T12:01, -5m (il y a 5 min)</translation>
    </message>
    <message>
        <source>your marks and comments on messages</source>
        <translation>vos marques et vos commentaires sur les messages</translation>
    </message>
    <message>
        <source>the whole message, as it was on the wire</source>
        <translation>le message entier, tel qu’il est passé sur le réseau</translation>
    </message>
    <message>
        <source>the message&apos;s own id, and anything else in it</source>
        <translation>l’ID propre au message, et tout ce qu’il contient d’autre</translation>
    </message>
    <message>
        <source>is, is not; != holds where the field is missing</source>
        <translation>est égal à, est différent de&#x202f;; != est vrai aussi si le champ est absent</translation>
    </message>
    <message>
        <source>numbers, sizes, times; text by its letters</source>
        <translation>nombres, tailles, heures&#x202f;; texte par ordre alphabétique</translation>
    </message>
    <message>
        <source>has this text, in upper or lower case</source>
        <translation>contient ce texte, sans tenir compte de la casse</translation>
    </message>
    <message>
        <source>fits a regular expression; (?i) ignores the case of letters</source>
        <translation>correspond à une expression régulière&#x202f;; (?i) ignore la casse</translation>
    </message>
    <message>
        <source>and, or, not; the words may be used too</source>
        <translation>et, ou, non&#x202f;; les mots and, or, not sont possibles aussi</translation>
    </message>
    <message>
        <source>conditions inside are checked first</source>
        <translation>les conditions à l’intérieur sont vérifiées d’abord</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Exemples</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Champs</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Opérateurs</translation>
    </message>
</context>
<context>
    <name>broadcaster::FindBar</name>
    <message>
        <source>Not found</source>
        <translation>Introuvable</translation>
    </message>
    <message>
        <source>%1 of more than %2</source>
        <extracomment>The number of a place that was found, of all that were found</extracomment>
        <translation>%1 sur plus de %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>Rechercher dans le message</translation>
    </message>
    <message>
        <source>Found places</source>
        <translation>Occurrences trouvées</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Occurrence précédente (Maj+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Occurrence suivante (F3)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>Fermer la recherche (Échap)</translation>
    </message>
</context>
<context>
    <name>broadcaster::HelpDialog</name>
    <message>
        <source>Filter language</source>
        <translation>Langage de filtre</translation>
    </message>
</context>
<context>
    <name>broadcaster::ImageView</name>
    <message>
        <source>Image in the message</source>
        <translation>Image du message</translation>
    </message>
    <message>
        <source>This installation of Qt cannot read images of the type %1.</source>
        <translation>Cette installation de Qt ne sait pas lire les images de type %1.</translation>
    </message>
    <message>
        <source>This image is damaged.</source>
        <translation>Cette image est endommagée.</translation>
    </message>
    <message>
        <source>This image has %1 × %2 pixels. It is not shown, because it would take too much memory.</source>
        <translation>Cette image fait %1 × %2 pixels. Elle n’est pas affichée, car elle occuperait trop de mémoire.</translation>
    </message>
</context>
<context>
    <name>broadcaster::IssuedKeyDialog</name>
    <message>
        <source>API key</source>
        <translation>Clé API</translation>
    </message>
    <message>
        <source>URL with key</source>
        <translation>URL avec la clé</translation>
    </message>
    <message>
        <source>API key issued</source>
        <translation>Clé API émise</translation>
    </message>
    <message>
        <source>The key of the project %1</source>
        <translation>La clé du projet %1</translation>
    </message>
    <message>
        <source>This key is shown only now. Store it: it cannot be shown again.</source>
        <translation>Cette clé n’est affichée que maintenant. Conservez-la&#x202f;: elle ne pourra plus être affichée.</translation>
    </message>
    <message>
        <source>Clients add &amp;apiKey= and the key to their URL, or send it in the header x-api-key.</source>
        <translation>Les clients ajoutent &amp;apiKey= et la clé à leur URL, ou l’envoient dans l’en-tête x-api-key.</translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation>Je l’ai conservée</translation>
    </message>
    <message>
        <source>Type of the client</source>
        <translation>Type du client</translation>
    </message>
    <message>
        <source>Copy URL with key</source>
        <translation>Copier l’URL avec la clé</translation>
    </message>
    <message>
        <source>The URL contains the key: everybody who has the URL can connect</source>
        <translation>L’URL contient la clé&#x202f;: quiconque possède l’URL peut se connecter</translation>
    </message>
    <message>
        <source>URL for a client of type</source>
        <translation>URL pour un client de type</translation>
    </message>
    <message>
        <source>Close without storing the key?</source>
        <translation>Fermer sans conserver la clé&#x202f;?</translation>
    </message>
    <message>
        <source>It cannot be shown again. If it is lost, revoke it and issue another.</source>
        <translation>Elle ne pourra plus être affichée. Si elle est perdue, révoquez-la et émettez-en une autre.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonEditor</name>
    <message>
        <source>Format</source>
        <translation>Formater</translation>
    </message>
    <message>
        <source>Message to send</source>
        <translation>Message à envoyer</translation>
    </message>
    <message>
        <source>Indent the text anew (%1)</source>
        <translation>Refaire l’indentation du texte (%1)</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonErrorText</name>
    <message>
        <source>there is no text</source>
        <translation>il n’y a pas de texte</translation>
    </message>
    <message>
        <source>the text ends too early</source>
        <translation>le texte se termine trop tôt</translation>
    </message>
    <message>
        <source>a value is expected here</source>
        <translation>une valeur est attendue ici</translation>
    </message>
    <message>
        <source>a name in double quotes is expected here</source>
        <translation>un nom entre guillemets doubles est attendu ici</translation>
    </message>
    <message>
        <source>a colon is expected here</source>
        <translation>un deux-points est attendu ici</translation>
    </message>
    <message>
        <source>a comma or a closing bracket is expected here</source>
        <translation>il faut ici une virgule, «&#x202f;]&#x202f;» ou «&#x202f;}&#x202f;»</translation>
    </message>
    <message>
        <source>this is not a JSON number</source>
        <translation>ce n’est pas un nombre JSON</translation>
    </message>
    <message>
        <source>this is not a JSON escape</source>
        <translation>ce n’est pas une séquence d’échappement JSON</translation>
    </message>
    <message>
        <source>a line break or another control character must be escaped here</source>
        <translation>un saut de ligne ou autre caractère de contrôle doit être échappé ici</translation>
    </message>
    <message>
        <source>nothing may follow the end</source>
        <translation>rien ne peut suivre la fin</translation>
    </message>
    <message>
        <source>these bytes are not UTF-8</source>
        <translation>ces octets ne sont pas de l’UTF-8</translation>
    </message>
    <message>
        <source>nested deeper than %1 levels</source>
        <translation>plus de %1 niveaux d’imbrication</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>Ligne %1, colonne %2&#x202f;: %3</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeModel</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>Enveloppe</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeView</name>
    <message>
        <source>No message is selected.</source>
        <translation>Aucun message n’est sélectionné.</translation>
    </message>
    <message>
        <source>Message as a tree</source>
        <translation>Message sous forme d’arbre</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>Filtrer sur ceci</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>Exclure ceci</translation>
    </message>
    <message>
        <source>Show as column</source>
        <translation>Afficher en colonne</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copier le chemin</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Copier la valeur</translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation>Tout déplier en dessous</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>Tout replier</translation>
    </message>
    <message>
        <source>This is not JSON. %1.</source>
        <translation>Ce n’est pas du JSON. %1.</translation>
    </message>
    <message>
        <source>There is nothing in this message.</source>
        <translation>Ce message est vide.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptButton</name>
    <message>
        <source>How many messages are kept. Click to change it.</source>
        <translation>Nombre de messages conservés. Cliquez pour le modifier.</translation>
    </message>
    <message>
        <source>%1 of %2 kept, %3 of %4</source>
        <extracomment>Messages kept, most that are; memory taken, most that is</extracomment>
        <translation>%1 sur %2 conservés, %3 sur %4</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptPopUp</name>
    <message>
        <source>Messages kept</source>
        <translation>Messages conservés</translation>
    </message>
    <message>
        <source>Messages kept at most</source>
        <translation>Nombre maximal de messages conservés</translation>
    </message>
    <message>
        <source>Memory they take at most, in MiB</source>
        <translation>Mémoire maximale qu’ils occupent, en MiB</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>The oldest messages go first. At least %1 messages and %2 MiB can be kept.</source>
        <translation>Les messages les plus anciens sont supprimés en premier. Le minimum est de %1 messages et %2&#xa0;MiB.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeyActions</name>
    <message>
        <source>No key was issued. %1</source>
        <translation>Aucune clé n’a été émise. %1</translation>
    </message>
    <message>
        <source>No key was issued to %1. %2</source>
        <translation>Aucune clé n’a été émise pour %1. %2</translation>
    </message>
    <message>
        <source>%1 had a key a moment ago. Issue it again.</source>
        <translation>%1 avait une clé il y a un instant. Émettez-la de nouveau.</translation>
    </message>
    <message>
        <source>Replace the key of %1?</source>
        <translation>Remplacer la clé de %1&#x202f;?</translation>
    </message>
    <message>
        <source>The project has an active key since %1, and can have only one. Replacing it closes the connections that use it, and nobody can connect with it any more.</source>
        <translation>Le projet a une clé active depuis le %1 et ne peut en avoir qu’une. La remplacer ferme les connexions qui l’utilisent, et plus personne ne peut se connecter avec elle.</translation>
    </message>
    <message>
        <source>Revoke and issue</source>
        <translation>Révoquer et émettre</translation>
    </message>
    <message>
        <source>The key of %1 was not revoked. %2</source>
        <translation>La clé de %1 n’a pas été révoquée. %2</translation>
    </message>
    <message>
        <source>No connection uses it now.</source>
        <translation>Aucune connexion ne l’utilise actuellement.</translation>
    </message>
    <message>
        <source>1 connection that uses it will be closed.</source>
        <translation>1 connexion qui l’utilise sera fermée.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections that use it will be closed.</source>
        <translation>
            <numerusform>%Ln connexion qui l’utilise sera fermée.</numerusform>
            <numerusform>%Ln connexions qui l’utilisent seront fermées.</numerusform>
        </translation>
    </message>
    <message>
        <source>The project requires a key: nobody can connect until you issue another.</source>
        <translation>Le projet exige une clé&#x202f;: personne ne peut se connecter tant que vous n’en émettez pas une autre.</translation>
    </message>
    <message>
        <source>Nobody can connect with it any more. This cannot be undone.</source>
        <translation>Plus personne ne peut se connecter avec elle. Cette action est irréversible.</translation>
    </message>
    <message>
        <source>Revoke the key of %1?</source>
        <translation>Révoquer la clé de %1&#x202f;?</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Révoquer</translation>
    </message>
    <message>
        <source>Require a key for %1?</source>
        <translation>Exiger une clé pour %1&#x202f;?</translation>
    </message>
    <message>
        <source>Clients without the key are refused from now on. Those connected stay.</source>
        <translation>Les clients sans la clé sont désormais refusés. Ceux qui sont connectés le restent.</translation>
    </message>
    <message>
        <source>Clients without a key are refused from now on, and this project has none: nobody can connect until you issue one. Those connected stay.</source>
        <translation>Les clients sans clé sont désormais refusés, et ce projet n’en a pas&#x202f;: personne ne peut se connecter tant que vous n’en émettez pas une. Ceux qui sont connectés le restent.</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>Exiger une clé</translation>
    </message>
    <message>
        <source>No longer require a key for %1?</source>
        <translation>Ne plus exiger de clé pour %1&#x202f;?</translation>
    </message>
    <message>
        <source>Every client that reaches the broker can join the project from now on.</source>
        <translation>Tout client qui atteint le broker peut désormais rejoindre le projet.</translation>
    </message>
    <message>
        <source>Require none</source>
        <translation>Ne pas exiger</translation>
    </message>
    <message>
        <source>The setting of %1 was not changed. %2</source>
        <translation>Le réglage de %1 n’a pas été modifié. %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeySection</name>
    <message>
        <source>Service key</source>
        <translation>Clé de service</translation>
    </message>
    <message>
        <source>Needed to manage keys over HTTP, not in this window.</source>
        <translation>Nécessaire pour gérer les clés par HTTP, pas dans cette fenêtre.</translation>
    </message>
    <message>
        <source>Remove the service key</source>
        <translation>Supprimer la clé de service</translation>
    </message>
    <message>
        <source>new service key</source>
        <translation>nouvelle clé de service</translation>
    </message>
    <message>
        <source>New service key</source>
        <translation>Nouvelle clé de service</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Générer</translation>
    </message>
    <message>
        <source>Generate a service key</source>
        <translation>Générer une clé de service</translation>
    </message>
    <message>
        <source>At most %1 bytes.</source>
        <translation>%1 octets au plus.</translation>
    </message>
    <message>
        <source>Use letters, digits and signs of ASCII only, without spaces.</source>
        <translation>Utilisez seulement des lettres, des chiffres et des signes ASCII, sans espaces.</translation>
    </message>
    <message>
        <source>A service key is set.</source>
        <translation>Une clé de service est définie.</translation>
    </message>
    <message>
        <source>No service key is set: those calls answer 503.</source>
        <translation>Aucune clé de service n’est définie&#x202f;: ces appels répondent 503.</translation>
    </message>
    <message>
        <source>Copy it now: once applied it is not shown again.</source>
        <translation>Copiez-la maintenant&#x202f;: une fois appliquée, elle n’est plus affichée.</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysModel</name>
    <message>
        <source>not required</source>
        <translation>non exigée</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>pas de clé</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>required</source>
        <translation>exigée</translation>
    </message>
    <message>
        <source>Its clients connect with the key</source>
        <translation>Ses clients se connectent avec la clé</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>How the key begins: the rest is not kept</source>
        <translation>Début de la clé&#x202f;: le reste n’est pas conservé</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Description given when it was issued</source>
        <translation>Description donnée à son émission</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Clients connected with the key now</source>
        <translation>Clients actuellement connectés avec la clé</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>When it was issued</source>
        <translation>Quand elle a été émise</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>When a client last connected with it</source>
        <translation>Quand un client s’est connecté avec elle pour la dernière fois</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Dernier usage</translation>
    </message>
    <message>
        <source>Issuer by their own account</source>
        <translation>Émetteur, selon ses propres dires</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>Créée par</translation>
    </message>
    <message>
        <source>Whether clients without the key are refused</source>
        <translation>Indique si les clients sans la clé sont refusés</translation>
    </message>
    <message>
        <source>Key required</source>
        <translation>Clé exigée</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysPage</name>
    <message>
        <source>API keys</source>
        <translation>Clés API</translation>
    </message>
    <message>
        <source>Issue key…</source>
        <translation>Émettre une clé…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Révoquer…</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>Exiger une clé</translation>
    </message>
    <message>
        <source>Refuse clients of the selected project without a key</source>
        <translation>Refuser les clients du projet sélectionné qui n’ont pas de clé</translation>
    </message>
    <message>
        <source>Copy prefix</source>
        <translation>Copier le préfixe</translation>
    </message>
    <message>
        <source>Copy project</source>
        <translation>Copier le projet</translation>
    </message>
    <message>
        <source>Projects and their API keys</source>
        <translation>Projets et leurs clés API</translation>
    </message>
    <message>
        <source>Reading the keys</source>
        <translation>Lecture des clés</translation>
    </message>
    <message>
        <source>No project has a key yet</source>
        <translation>Aucun projet n’a encore de clé</translation>
    </message>
    <message>
        <source>Without a key, every client that reaches the broker can join any project. Issue a key to a project, give it to its clients, and require it: from then on, clients without it are refused.</source>
        <translation>Sans clé, tout client qui atteint le broker peut rejoindre n’importe quel projet. Émettez une clé pour un projet, donnez-la à ses clients et exigez-la&#x202f;: dès lors, les clients sans clé sont refusés.</translation>
    </message>
    <message>
        <source>This window may not see API keys</source>
        <translation>Cette fenêtre n’a pas accès aux clés API</translation>
    </message>
    <message>
        <source>The keys cannot be read. %1</source>
        <translation>Les clés ne peuvent pas être lues. %1</translation>
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
        <translation>Parcourir…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>Parcourir&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a number, its unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Each must be %1. Commas stand between them, at most %2.</source>
        <translation>Chaque valeur doit être %1. Séparez-les par des virgules, %2 au plus.</translation>
    </message>
    <message>
        <source>Must be %1 to %2, written as 65536, 64 KiB or 16 MiB.</source>
        <translation>Doit être compris entre %1 et %2, écrit sous la forme 65536, 64 KiB ou 16 MiB.</translation>
    </message>
    <message>
        <source>Must be whole seconds, %1 to %2.</source>
        <translation>Doit être un nombre entier de secondes, de %1 à %2.</translation>
    </message>
    <message>
        <source>Must be a whole number from %1 to %2.</source>
        <translation>Doit être un nombre entier de %1 à %2.</translation>
    </message>
    <message>
        <source>%1 %2 to %3, default %4.</source>
        <comment>an explanation, then the bounds</comment>
        <translation>%1 De %2 à %3, par défaut %4.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkActions</name>
    <message>
        <source>Try now</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Give a key…</source>
        <translation>Donner une clé…</translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>Faire confiance à ce certificat…</translation>
    </message>
    <message>
        <source>&amp;Connect to broker…</source>
        <translation>Se &amp;connecter à un broker…</translation>
    </message>
    <message>
        <source>&amp;Band colour</source>
        <translation>C&amp;ouleur du bandeau</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkBand</name>
    <message>
        <source>%1, looking only</source>
        <translation>%1, lecture seule</translation>
    </message>
    <message>
        <source>Machine %1, version %2</source>
        <translation>Machine %1, version %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkPage</name>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Connect to a broker to see its clients and its traffic.</source>
        <translation>Connectez-vous à un broker pour voir ses clients et son trafic.</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>Pas de connexion à %1</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>Connexion à %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkText</name>
    <message>
        <source>The certificate of %1 is for another name, %2. Connect by that name.</source>
        <translation>Le certificat de %1 est établi pour un autre nom, %2. Connectez-vous sous ce nom.</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one you trust. It was renewed, or somebody stands between.
SHA-256: %2</source>
        <translation>%1 présente un autre certificat que celui auquel vous faites confiance. Il a été renouvelé, ou quelqu’un s’interpose.
SHA-256&#x202f;: %2</translation>
    </message>
    <message>
        <source>No authority that is trusted here vouches for the certificate of %1 (%2).
SHA-256: %3</source>
        <translation>Aucune autorité reconnue ici ne garantit le certificat de %1 (%2).
SHA-256&#x202f;: %3</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connexion…</translation>
    </message>
    <message>
        <source>No answer since %1</source>
        <translation>Pas de réponse depuis %1</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connecté</translation>
    </message>
    <message>
        <source>No connection since %1</source>
        <translation>Pas de connexion depuis %1</translation>
    </message>
    <message>
        <source>The connection to %1 was cut.</source>
        <translation>La connexion à %1 a été coupée.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2. Check that the broker runs, and host and port.</source>
        <translation>%1 est injoignable&#x202f;: %2. Vérifiez que le broker est démarré, ainsi que l’hôte et le port.</translation>
    </message>
    <message>
        <source>The proxy at %1 does not reach the broker. Check that the broker runs.</source>
        <translation>Le proxy à l’adresse %1 n’atteint pas le broker. Vérifiez que le broker est démarré.</translation>
    </message>
    <message>
        <source>%1 answers, but it is not a broker, or one without a console. Check host and port.</source>
        <translation>%1 répond, mais ce n’est pas un broker, ou c’est un broker sans console. Vérifiez l’hôte et le port.</translation>
    </message>
    <message>
        <source>%1 wants its service key, or its viewer key to look only.</source>
        <translation>%1 demande sa clé de service, ou sa clé de consultation pour un accès en lecture seule.</translation>
    </message>
    <message>
        <source>The broker does not accept this key. Give its service key or its viewer key.</source>
        <translation>Le broker n’accepte pas cette clé. Donnez sa clé de service ou sa clé de consultation.</translation>
    </message>
    <message>
        <source>The broker speaks another version of the console protocol. Use the program of the broker&apos;s version.</source>
        <translation>Le broker parle une autre version du protocole de console. Utilisez le programme dans la version du broker.</translation>
    </message>
    <message>
        <source>The broker is about to stop, or has as many consoles as it may have.</source>
        <translation>Le broker est sur le point de s’arrêter, ou a autant de consoles qu’il peut en avoir.</translation>
    </message>
    <message>
        <source>The broker does not answer to this name. Allow it there with --allow-host.</source>
        <translation>Le broker ne répond pas à ce nom. Autorisez ce nom côté broker avec --allow-host.</translation>
    </message>
    <message>
        <source>Too many wrong keys came from here. The broker waits before it looks at the next one.</source>
        <translation>Trop de clés erronées sont venues d’ici. Le broker attend avant d’examiner la suivante.</translation>
    </message>
    <message>
        <source>The broker has stopped.</source>
        <translation>Le broker s’est arrêté.</translation>
    </message>
    <message>
        <source>The broker closed the connection, because it was not read.</source>
        <translation>Le broker a fermé la connexion, car elle n’était pas lue.</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>Nouvel essai…</translation>
    </message>
    <message>
        <source>Next attempt in %1 s.</source>
        <translation>Prochain essai dans %1&#xa0;s.</translation>
    </message>
    <message>
        <source>%1 refused a connection without TLS. It may be a port with TLS: connect by wss://. Otherwise the broker speaks another version of the console protocol: use the program of the broker&apos;s version.</source>
        <translation>%1 a refusé une connexion sans TLS. C’est peut-être un port avec TLS&#x202f;: connectez-vous par wss://. Sinon, le broker parle une autre version du protocole de console&#x202f;: utilisez le programme dans la version du broker.</translation>
    </message>
    <message>
        <source>%1 does not take TLS (%2). If it is a port without TLS, connect by ws://.</source>
        <translation>%1 n’accepte pas TLS (%2). Si c’est un port sans TLS, connectez-vous par ws://.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListenField</name>
    <message>
        <source>This machine only (127.0.0.1)</source>
        <translation>Cette machine seulement (127.0.0.1)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 (0.0.0.0)</source>
        <translation>D’autres machines aussi, en IPv4 (0.0.0.0)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 and IPv6 (0.0.0.0 and ::)</source>
        <translation>D’autres machines aussi, en IPv4 et IPv6 (0.0.0.0 et ::)</translation>
    </message>
    <message>
        <source>Specific addresses, one per line</source>
        <translation>Adresses précises, une par ligne</translation>
    </message>
    <message>
        <source>Addresses to listen on, one per line</source>
        <translation>Adresses d’écoute, une par ligne</translation>
    </message>
    <message>
        <source>Give at least one address.</source>
        <translation>Indiquez au moins une adresse.</translation>
    </message>
    <message>
        <source>%1 addresses at most.</source>
        <translation>%1 adresses au plus.</translation>
    </message>
    <message>
        <source>“%1” is not an IP address, such as 127.0.0.1, ::1 or 192.168.1.7.</source>
        <translation>«&#x202f;%1&#x202f;» n’est pas une adresse IP telle que 127.0.0.1, ::1 ou 192.168.1.7.</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>«&#x202f;%1&#x202f;» y figure deux fois.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListeningSection</name>
    <message>
        <source>Listening</source>
        <translation>Écoute</translation>
    </message>
    <message>
        <source>Changes apply at once. Connected clients stay connected.</source>
        <translation>Les modifications s’appliquent immédiatement. Les clients connectés le restent.</translation>
    </message>
    <message>
        <source>Use any free port</source>
        <translation>Utiliser un port libre quelconque</translation>
    </message>
    <message>
        <source>Other machines can connect, and nothing is encrypted: set a certificate under TLS, or put a proxy that speaks TLS before the broker.</source>
        <translation>D’autres machines peuvent se connecter, et rien n’est chiffré&#x202f;: définissez un certificat sous TLS, ou placez devant le broker un proxy qui parle TLS.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LiveUsage</name>
    <message>
        <source>Live figures</source>
        <translation>Chiffres en direct</translation>
    </message>
    <message>
        <source>Messages from clients, pings and rejected ones included</source>
        <translation>Messages des clients, pings et messages rejetés compris</translation>
    </message>
    <message>
        <source>Size of the messages from clients, without frame headers</source>
        <translation>Taille des messages des clients, sans les en-têtes de trames</translation>
    </message>
    <message>
        <source>Messages that were invalid, or above the rate of their client</source>
        <translation>Messages invalides, ou au-delà du débit autorisé pour leur client</translation>
    </message>
    <message>
        <source>Live figures by project</source>
        <translation>Chiffres en direct par projet</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>messages</translation>
    </message>
    <message>
        <source>received</source>
        <translation>reçus</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>non livrés</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejetés</translation>
    </message>
    <message>
        <source>For a client or a type that nobody had: %1
Dropped at a client that was too slow or lost its connection: %2</source>
        <translation>Pour un client ou un type absent&#x202f;: %1
Abandonnés pour un client trop lent ou dont la connexion a été perdue&#x202f;: %2</translation>
    </message>
    <message>
        <source>Since the broker started. These figures are not in the database.</source>
        <translation>Depuis le démarrage du broker. Ces chiffres ne sont pas dans la base de données.</translation>
    </message>
    <message>
        <source>Since the first client came. Without clients for %1, the project is forgotten, and its figures begin anew.</source>
        <translation>Depuis l’arrivée du premier client. Après %1 sans clients, le projet est oublié et ses chiffres repartent de zéro.</translation>
    </message>
    <message>
        <source>The broker is not running.</source>
        <translation>Le broker n’est pas démarré.</translation>
    </message>
    <message>
        <source>The first figures are here in a second.</source>
        <translation>Les premiers chiffres arrivent dans une seconde.</translation>
    </message>
    <message>
        <source>Messages per second: now %1, at most %2 in the last 5 minutes.</source>
        <translation>Messages par seconde&#x202f;: actuellement %1, au plus %2 sur les 5 dernières minutes.</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogModel</name>
    <message>
        <source>debug</source>
        <translation>débogage</translation>
    </message>
    <message>
        <source>info</source>
        <translation>info</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>avertissement</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erreur</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogView</name>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>Niveau minimal affiché</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>Info et plus</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Avertissements et erreurs</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Erreurs seulement</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Rechercher dans le journal</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Suivre</translation>
    </message>
    <message>
        <source>Keeps the newest line in view</source>
        <translation>Garde la ligne la plus récente visible</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copies the selected lines, or all that are shown</source>
        <translation>Copie les lignes sélectionnées, ou toutes celles affichées</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Clears the log in this window</source>
        <translation>Efface le journal dans cette fenêtre</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>Lignes du journal</translation>
    </message>
    <message>
        <source>No line matches</source>
        <translation>Aucune ligne ne correspond</translation>
    </message>
    <message>
        <source>Nothing logged yet</source>
        <translation>Le journal est encore vide</translation>
    </message>
    <message>
        <source>Lines are hidden by the text to find or by the level.</source>
        <translation>Des lignes sont masquées par le texte recherché ou par le niveau.</translation>
    </message>
    <message>
        <source>Refused connections, closed clients and faults of the database appear here.</source>
        <translation>Les connexions refusées, les clients déconnectés et les erreurs de la base de données apparaissent ici.</translation>
    </message>
</context>
<context>
    <name>broadcaster::MainWindow</name>
    <message numerus="yes">
        <source>Close and disconnect %Ln client(s)?</source>
        <translation>
            <numerusform>Fermer et déconnecter %Ln client&#x202f;?</numerusform>
            <numerusform>Fermer et déconnecter %Ln clients&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Close without applying the changes?</source>
        <translation>Fermer sans appliquer les modifications&#x202f;?</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>Ne plus demander</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Trafic</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>Clés API</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Utilisation</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>Usage cannot be written: %1</source>
        <translation>L’utilisation ne peut pas être écrite&#x202f;: %1</translation>
    </message>
    <message>
        <source>Change the language without applying the changes?</source>
        <translation>Changer de langue sans appliquer les modifications&#x202f;?</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>Changer de langue</translation>
    </message>
    <message>
        <source>The broker is part of this program and stops too.</source>
        <translation>Le broker fait partie de ce programme et s’arrête aussi.</translation>
    </message>
</context>
<context>
    <name>broadcaster::MessageSender</name>
    <message>
        <source>Not sent: the broker is not running.</source>
        <translation>Non envoyé&#x202f;: le broker n’est pas démarré.</translation>
    </message>
    <message>
        <source>Not sent: a project and a text are needed.</source>
        <translation>Non envoyé&#x202f;: un projet et un texte sont nécessaires.</translation>
    </message>
    <message>
        <source>Not sent: it has %1, and the broker takes %2 at most.</source>
        <translation>Non envoyé&#x202f;: il fait %1, et le broker accepte %2 au plus.</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Envoi…</translation>
    </message>
    <message>
        <source>Not sent: the broker stopped.</source>
        <translation>Non envoyé&#x202f;: le broker s’est arrêté.</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>Non envoyé&#x202f;: %1</translation>
    </message>
    <message>
        <source>Sent %1, and rejected: %2</source>
        <translation>Envoyé à %1 et rejeté&#x202f;: %2</translation>
    </message>
    <message>
        <source>Sent %1, and rejected</source>
        <translation>Envoyé à %1 et rejeté</translation>
    </message>
    <message>
        <source>Sent %1</source>
        <translation>Envoyé à %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewKeyDialog</name>
    <message>
        <source>Issue an API key</source>
        <translation>Émettre une clé API</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Its users and its purpose</source>
        <translation>Ses utilisateurs et son but</translation>
    </message>
    <message>
        <source>Issue key</source>
        <translation>Émettre la clé</translation>
    </message>
    <message>
        <source>Clients of the project connect with it. The key is shown once, when it is issued.</source>
        <translation>Les clients du projet se connectent avec elle. La clé n’est affichée qu’une fois, à son émission.</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projet</translation>
    </message>
    <message>
        <source>&amp;Description, optional</source>
        <translation>&amp;Description, facultative</translation>
    </message>
    <message>
        <source>Name the project that the key is for.</source>
        <translation>Indiquez le projet auquel la clé est destinée.</translation>
    </message>
    <message>
        <source>The name has %1 bytes of UTF-8, the most is %2.</source>
        <translation>Le nom fait %1 octets en UTF-8, le maximum est de %2.</translation>
    </message>
    <message>
        <source>The name has a control character, which is not allowed.</source>
        <translation>Le nom contient un caractère de contrôle, ce qui n’est pas autorisé.</translation>
    </message>
    <message>
        <source>The name begins or ends with a space. That makes it another project.</source>
        <translation>Le nom commence ou se termine par un espace. Cela en fait un autre projet.</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewRowsChip</name>
    <message>
        <source>New messages</source>
        <translation>Nouveaux messages</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <extracomment>Messages that the user has not seen yet</extracomment>
        <translation>%1 en attente</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>Nouveaux&#x202f;: %1</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>Reprendre avec les messages arrivés entre-temps</translation>
    </message>
    <message>
        <source>Go to the newest message and follow</source>
        <translation>Aller au message le plus récent et suivre</translation>
    </message>
</context>
<context>
    <name>broadcaster::ObstacleText</name>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>Il n’y a pas de connexion au broker.</translation>
    </message>
    <message>
        <source>The key of this window allows looking only. Connect with the service key.</source>
        <translation>La clé de cette fenêtre ne permet que la consultation. Connectez-vous avec la clé de service.</translation>
    </message>
    <message>
        <source>The broker is of a version that does not have this.</source>
        <translation>Le broker est d’une version qui ne prend pas cela en charge.</translation>
    </message>
</context>
<context>
    <name>broadcaster::OriginsSection</name>
    <message>
        <source>Browser access</source>
        <translation>Accès des navigateurs</translation>
    </message>
    <message>
        <source>Pages of this machine may connect; other pages only if their origin is allowed.</source>
        <translation>Les pages de cette machine peuvent se connecter&#x202f;; les autres seulement si leur origine est autorisée.</translation>
    </message>
    <message>
        <source>No other page has tried to connect.</source>
        <translation>Aucune autre page n’a essayé de se connecter.</translation>
    </message>
    <message numerus="yes">
        <source>refused %Ln times</source>
        <translation>
            <numerusform>refusée %Ln fois</numerusform>
            <numerusform>refusée %Ln fois</numerusform>
        </translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Autoriser</translation>
    </message>
    <message>
        <source>Allow pages of %1</source>
        <translation>Autoriser les pages de %1</translation>
    </message>
    <message>
        <source>Let every web site connect?</source>
        <translation>Laisser tous les sites web se connecter&#x202f;?</translation>
    </message>
    <message>
        <source>Browsers send the origin null for empty tabs, local files and sandboxed frames, and any web site can have such a frame. To try something out, open the broker&apos;s own page instead, such as http://127.0.0.1:8787/: its address is under Connect on this page.</source>
        <translation>Les navigateurs envoient l’origine null pour les onglets vides, les fichiers locaux et les cadres isolés (sandbox), et n’importe quel site web peut contenir un tel cadre. Pour faire un essai, ouvrez plutôt la page du broker lui-même, par exemple http://127.0.0.1:8787/&#x202f;: son adresse est indiquée sous «&#x202f;Connexion&#x202f;» sur cette page.</translation>
    </message>
    <message>
        <source>Allow every web site</source>
        <translation>Autoriser tous les sites web</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectEdit</name>
    <message>
        <source>Known projects</source>
        <translation>Projets connus</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectListModel</name>
    <message>
        <source>Scale: 0 to %1. Each line is ten times the one below.</source>
        <translation>Échelle&#x202f;: de 0 à %1. Chaque ligne vaut dix fois celle du dessous.</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>Tous les projets</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>%Ln client</numerusform>
            <numerusform>%Ln clients</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages: now %1, at most %2 in the last minute</source>
        <translation>Messages&#x202f;: actuellement %1, au plus %2 sur la dernière minute</translation>
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
        <translation>Messages par seconde</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>non mesuré</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawText</name>
    <message>
        <source>Message as text</source>
        <translation>Message sous forme de texte</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Tout sélectionner</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawView</name>
    <message>
        <source>Indented</source>
        <translation>Indenté</translation>
    </message>
    <message>
        <source>Off: every byte as it was on the wire</source>
        <translation>Désactivé&#x202f;: chaque octet tel qu’il est passé sur le réseau</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Tout copier</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedModel</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedView</name>
    <message>
        <source>All messages</source>
        <translation>Tous les messages</translation>
    </message>
    <message>
        <source>Received message as a tree</source>
        <translation>Message reçu sous forme d’arbre</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Effacer la liste</translation>
    </message>
    <message>
        <source>Clear the list of received messages</source>
        <translation>Effacer la liste des messages reçus</translation>
    </message>
    <message>
        <source>Show all received messages</source>
        <translation>Afficher tous les messages reçus</translation>
    </message>
    <message>
        <source>An admin client gets a copy of every message of its project that names a receiver. Unticked, only replies to your messages are listed: those to your client, and those with an id of a message that you sent.</source>
        <translation>Un client admin reçoit une copie de chaque message de son projet qui désigne un destinataire. Décoché, seules les réponses à vos messages sont listées&#x202f;: celles adressées à votre client, et celles portant l’ID d’un message que vous avez envoyé.</translation>
    </message>
    <message>
        <source>Received messages</source>
        <translation>Messages reçus</translation>
    </message>
    <message>
        <source>Return opens a message, Escape closes it</source>
        <translation>Entrée ouvre un message, Échap le ferme</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçus</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Received, the last %1 of %2</source>
        <translation>Reçus, les %1 derniers sur %2</translation>
    </message>
    <message>
        <source>Replies, the last %1 of %2</source>
        <translation>Réponses, les %1 dernières sur %2</translation>
    </message>
    <message>
        <source>Messages to you appear here.</source>
        <translation>Les messages qui vous sont adressés apparaissent ici.</translation>
    </message>
    <message numerus="yes">
        <source>No reply to your messages yet. %Ln other message(s) came.</source>
        <translation>
            <numerusform>Pas encore de réponse à vos messages. %Ln autre message est arrivé.</numerusform>
            <numerusform>Pas encore de réponse à vos messages. %Ln autres messages sont arrivés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Replies to your messages appear here.</source>
        <translation>Les réponses à vos messages apparaissent ici.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RemoteWindow</name>
    <message>
        <source>Trust this certificate for %1?</source>
        <translation>Faire confiance à ce certificat pour %1&#x202f;?</translation>
    </message>
    <message>
        <source>Its SHA-256 is
%1

Compare it with what the broker&apos;s own machine says:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE

From then on, this window accepts this certificate for this broker, and no other.</source>
        <translation>Son SHA-256 est
%1

Comparez-le à ce qu’indique la machine du broker&#x202f;:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICAT

Dès lors, cette fenêtre accepte ce certificat pour ce broker, et aucun autre.</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Faire confiance</translation>
    </message>
    <message>
        <source>The keyring does not keep the key (%1), so you will be asked for it again.</source>
        <translation>Le trousseau ne conserve pas la clé (%1)&#x202f;; elle vous sera donc redemandée.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RenameDialog</name>
    <message>
        <source>The client is no longer known.</source>
        <translation>Le client n’est plus connu.</translation>
    </message>
    <message>
        <source>A name has at most %1 characters.</source>
        <translation>Un nom comporte au plus %1 caractères.</translation>
    </message>
    <message>
        <source>The name has a character that cannot be seen.</source>
        <translation>Le nom contient un caractère invisible.</translation>
    </message>
    <message>
        <source>Another client of the project has this name.</source>
        <translation>Un autre client du projet porte ce nom.</translation>
    </message>
    <message>
        <source>Rename client</source>
        <translation>Renommer le client</translation>
    </message>
    <message>
        <source>&amp;Name of the client</source>
        <translation>&amp;Nom du client</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>%1 du projet %2</translation>
    </message>
    <message>
        <source>Only this window knows the name. An empty one brings the automatic name back. If the user agent names a program, its later connections get the name too.</source>
        <translation>Seule cette fenêtre connaît le nom. Un nom vide rétablit le nom automatique. Si le User-Agent nomme un programme, ses connexions ultérieures prennent aussi ce nom.</translation>
    </message>
    <message>
        <source>Automatic name</source>
        <translation>Nom automatique</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyChart</name>
    <message>
        <source>Reply times</source>
        <translation>Temps de réponse</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1&#xa0;s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1&#xa0;ms</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 à %2</translation>
    </message>
    <message>
        <source>no replies</source>
        <translation>aucune réponse</translation>
    </message>
    <message numerus="yes">
        <source>p95 %1, p50 %2, %n replies</source>
        <translation>
            <numerusform>p95 %1, p50 %2, %n réponse</numerusform>
            <numerusform>p95 %1, p50 %2, %n réponses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n errors</source>
        <translation>
            <numerusform>, %n erreur</numerusform>
            <numerusform>, %n erreurs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyTexts</name>
    <message>
        <source>error in %1</source>
        <translation>erreur en %1</translation>
    </message>
    <message>
        <source>reply in %1</source>
        <translation>réponse en %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n replies</source>
        <extracomment>Time of the first reply, and how many have come: 8 ms, 2 replies</extracomment>
        <translation>
            <numerusform>%1, %n réponse</numerusform>
            <numerusform>%1, %n réponses</numerusform>
        </translation>
    </message>
    <message>
        <source>failed in %1</source>
        <translation>échec en %1</translation>
    </message>
    <message>
        <source>answered in %1</source>
        <translation>répondu en %1</translation>
    </message>
    <message>
        <source>unanswered</source>
        <translation>sans réponse</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>unanswered for %1</source>
        <translation>sans réponse depuis %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>receiver left</source>
        <translation>destinataire parti</translation>
    </message>
    <message>
        <source>sender left</source>
        <translation>expéditeur parti</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowFeatures</name>
    <message>
        <source>Colour rules…</source>
        <translation>Règles de couleur…</translation>
    </message>
    <message>
        <source>Colour rows like this…</source>
        <translation>Colorer les lignes semblables…</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowMarks</name>
    <message>
        <source>Comment…</source>
        <translation>Commenter…</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>Marque suivante</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>Marque précédente</translation>
    </message>
    <message>
        <source>There is room for %1 marks and comments. Select fewer messages.</source>
        <translation>Le maximum est de %1 marques et commentaires. Sélectionnez moins de messages.</translation>
    </message>
    <message>
        <source>Some messages were not marked: there is room for %1 marks and comments.</source>
        <translation>Certains messages n’ont pas été marqués&#x202f;: le maximum est de %1 marques et commentaires.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages got no comment: they are no longer kept, or there is no room.</source>
        <translation>
            <numerusform>%Ln message n’a pas reçu de commentaire&#x202f;: il n’est plus conservé, ou il n’y a plus de place.</numerusform>
            <numerusform>%Ln messages n’ont pas reçu de commentaire&#x202f;: ils ne sont plus conservés, ou il n’y a plus de place.</numerusform>
        </translation>
    </message>
    <message>
        <source>No shown message in this direction has a mark or a comment.</source>
        <translation>Dans cette direction, aucun message affiché n’a de marque ou de commentaire.</translation>
    </message>
</context>
<context>
    <name>broadcaster::RuleText</name>
    <message>
        <source>A path must stand here, such as payload.requestId.</source>
        <translation>Il faut un chemin ici, par exemple payload.requestId.</translation>
    </message>
    <message>
        <source>%1 is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0], or auto, id or next.</source>
        <translation>%1 n’est pas un chemin. Écrivez payload.name, payload.&quot;any name&quot; ou payload.list[0], ou auto, id ou next.</translation>
    </message>
    <message>
        <source>The rule is too long: it may have %1 characters.</source>
        <translation>La règle est trop longue&#x202f;: %1 caractères au plus.</translation>
    </message>
    <message>
        <source>A rule may have %1 alternatives.</source>
        <translation>Une règle peut comporter %1 possibilités au plus.</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 y figure déjà.</translation>
    </message>
    <message>
        <source>auto stands alone: it tries the usual alternatives by itself.</source>
        <translation>auto s’emploie seul&#x202f;: il essaie de lui-même les possibilités habituelles.</translation>
    </message>
    <message>
        <source>next comes last: it finds a reply to every request.</source>
        <translation>next vient en dernier&#x202f;: il trouve une réponse à chaque requête.</translation>
    </message>
</context>
<context>
    <name>broadcaster::SaveFilterDialog</name>
    <message>
        <source>Another filter has this name.</source>
        <translation>Un autre filtre porte ce nom.</translation>
    </message>
    <message>
        <source>The filter is too long to be saved: it may have %1 characters.</source>
        <translation>Le filtre est trop long pour être enregistré&#x202f;: %1 caractères au plus.</translation>
    </message>
    <message>
        <source>Replaces the saved filter of this name.</source>
        <translation>Remplace le filtre enregistré de ce nom.</translation>
    </message>
    <message>
        <source>There are %1 saved filters already. Delete one with a right-click on its button.</source>
        <translation>Il y a déjà %1 filtres enregistrés. Supprimez-en un par un clic droit sur son bouton.</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>Enregistrer le filtre</translation>
    </message>
    <message>
        <source>Rename filter</source>
        <translation>Renommer le filtre</translation>
    </message>
    <message>
        <source>&amp;Name, shown as a button</source>
        <translation>&amp;Nom, affiché comme bouton</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedBar</name>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Name of the message</source>
        <translation>Nom du message</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>No message is saved yet</source>
        <translation>Aucun message n’est encore enregistré</translation>
    </message>
    <message>
        <source>Save this message…</source>
        <translation>Enregistrer ce message…</translation>
    </message>
    <message>
        <source>New name of the message</source>
        <translation>Nouveau nom du message</translation>
    </message>
    <message>
        <source>Renamed to “%1”</source>
        <translation>Renommé en «&#x202f;%1&#x202f;»</translation>
    </message>
    <message>
        <source>Replace the saved message “%1”?</source>
        <translation>Remplacer le message enregistré «&#x202f;%1&#x202f;»&#x202f;?</translation>
    </message>
    <message>
        <source>Its text is lost.</source>
        <translation>Son texte est perdu.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation>Enregistré sous «&#x202f;%1&#x202f;»</translation>
    </message>
    <message>
        <source>Delete the saved message “%1”?</source>
        <translation>Supprimer le message enregistré «&#x202f;%1&#x202f;»&#x202f;?</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>«&#x202f;%1&#x202f;» supprimé</translation>
    </message>
    <message>
        <source>The message needs a name.</source>
        <translation>Le message doit avoir un nom.</translation>
    </message>
    <message>
        <source>Another message has this name.</source>
        <translation>Un autre message porte ce nom.</translation>
    </message>
    <message>
        <source>%1 messages are saved, which is the most. Delete one first.</source>
        <translation>%1 messages sont enregistrés, ce qui est le maximum. Supprimez-en un d’abord.</translation>
    </message>
    <message>
        <source>This message is too large to save (%1 of at most %2).</source>
        <translation>Ce message est trop volumineux pour être enregistré (%1 sur %2 au plus).</translation>
    </message>
    <message>
        <source>All saved messages together may have %1. Delete one first.</source>
        <translation>L’ensemble des messages enregistrés peut occuper %1 au plus. Supprimez-en un d’abord.</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedFiltersBar</name>
    <message>
        <source>Save filter…</source>
        <translation>Enregistrer le filtre…</translation>
    </message>
    <message>
        <source>More saved filters</source>
        <translation>Autres filtres enregistrés</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Replace by the present filter</source>
        <translation>Remplacer par le filtre actuel</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Déplacer à gauche</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Déplacer à droite</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
</context>
<context>
    <name>broadcaster::SectionPages</name>
    <message>
        <source>Sections</source>
        <translation>Sections</translation>
    </message>
    <message>
        <source>%1: something is wrong here</source>
        <comment>a section</comment>
        <translation>%1&#x202f;: il y a une erreur ici</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceExport</name>
    <message>
        <source>A diagram has at most %1 messages as a file, and this one has %2. Filter the messages, or show one conversation.</source>
        <translation>Dans un fichier, un diagramme contient au plus %1 messages, et celui-ci en a %2. Filtrez les messages, ou affichez une seule conversation.</translation>
    </message>
    <message>
        <source>Mermaid draws at most %1 characters, and this diagram needs more. Filter the messages, or show one conversation.</source>
        <translation>Mermaid dessine au plus %1 caractères, et ce diagramme en demande davantage. Filtrez les messages, ou affichez une seule conversation.</translation>
    </message>
    <message>
        <source>The picture would have %1 by %2 pixels, which is too many. Save it as SVG, or filter the messages.</source>
        <translation>L’image ferait %1 par %2 pixels, ce qui est trop. Enregistrez-la en SVG, ou filtrez les messages.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check the folder, and the room on the disk.</source>
        <translation>Impossible d’écrire %1. Vérifiez le dossier et l’espace disponible sur le disque.</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>Diagramme de séquence</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceModel</name>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>sans type</translation>
    </message>
    <message>
        <source>to nobody</source>
        <translation>à personne</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeté</translation>
    </message>
    <message>
        <source>receivers not recorded</source>
        <translation>destinataires non enregistrés</translation>
    </message>
    <message>
        <source>to %1 clients</source>
        <extracomment>A message has gone to that many clients, which are not shown one by one</extracomment>
        <translation>à %1 clients</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>et %1 de plus</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 plus tard</translation>
    </message>
    <message>
        <source>a client without a lane</source>
        <translation>un client sans ligne de vie</translation>
    </message>
    <message>
        <source>%1 (dropped)</source>
        <translation>%1 (abandonné)</translation>
    </message>
    <message>
        <source>%1 (queued)</source>
        <translation>%1 (en attente)</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copie)</translation>
    </message>
    <message>
        <source>%1 %2 from %3</source>
        <extracomment>Time, type and sender of a message</extracomment>
        <translation>%1 %2 de %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 à %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequencePane</name>
    <message>
        <source>All messages</source>
        <translation>Tous les messages</translation>
    </message>
    <message>
        <source>Copy as Mermaid</source>
        <translation>Copier en Mermaid</translation>
    </message>
    <message>
        <source>Save diagram…</source>
        <translation>Enregistrer le diagramme…</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>Diagramme de séquence</translation>
    </message>
    <message>
        <source>Show all messages that the filter shows</source>
        <translation>Afficher tous les messages que le filtre affiche</translation>
    </message>
    <message>
        <source>Copies the diagram as text that Mermaid draws</source>
        <translation>Copie le diagramme sous forme de texte que Mermaid dessine</translation>
    </message>
    <message>
        <source>Saves the diagram as SVG, PNG or Mermaid</source>
        <translation>Enregistre le diagramme en SVG, PNG ou Mermaid</translation>
    </message>
    <message>
        <source>Shows the messages as arrows between clients</source>
        <translation>Affiche les messages comme des flèches entre clients</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Enregistré sous %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages copied as Mermaid.</source>
        <translation>
            <numerusform>%Ln message copié en Mermaid.</numerusform>
            <numerusform>%Ln messages copiés en Mermaid.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show as sequence diagram</source>
        <translation>Afficher en diagramme de séquence</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>Les requêtes et les réponses sont recherchées tant que la colonne Réponse est affichée.</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>Ce message n’est ni une requête ni une réponse.</translation>
    </message>
    <message>
        <source>One conversation</source>
        <translation>Une conversation</translation>
    </message>
    <message>
        <source>All messages that the filter shows</source>
        <translation>Tous les messages que le filtre affiche</translation>
    </message>
    <message>
        <source>The messages of the conversation are no longer kept</source>
        <translation>Les messages de la conversation ne sont plus conservés</translation>
    </message>
    <message>
        <source>the first %1 clients have a lane</source>
        <translation>les %1 premiers clients ont une ligne de vie</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>%Ln ligne de vie</numerusform>
            <numerusform>%Ln lignes de vie</numerusform>
        </translation>
    </message>
    <message>
        <source>Save diagram</source>
        <translation>Enregistrer le diagramme</translation>
    </message>
    <message>
        <source>sequence.svg</source>
        <translation>sequence.svg</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceView</name>
    <message>
        <source>Sequence diagram</source>
        <translation>Diagramme de séquence</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>Projet %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerLine</name>
    <message numerus="yes">
        <source>Connected, %1 commands, %Ln reconnects</source>
        <translation>
            <numerusform>Connecté, %1 commandes, %Ln reconnexion</numerusform>
            <numerusform>Connecté, %1 commandes, %Ln reconnexions</numerusform>
        </translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Not connected: %1</source>
        <translation>Non connecté&#x202f;: %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerPage</name>
    <message>
        <source>AI agents</source>
        <translation>Agents IA</translation>
    </message>
    <message>
        <source>Agents ask the broker by the Model Context Protocol, at /mcp.</source>
        <translation>Les agents interrogent le broker par le Model Context Protocol, sur /mcp.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limites</translation>
    </message>
    <message>
        <source>Bounds for one client, one project and all together.</source>
        <translation>Bornes par client, par projet et pour l’ensemble.</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>Délais</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Écoute</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Accès</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de données</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Not applied yet. The broker starts with it the next time.</source>
        <translation>Pas encore appliqué. Le broker en tiendra compte au prochain démarrage.</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker.</source>
        <translation>Pas encore appliqué. Appliquer redémarre le broker.</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker and closes 1 connection.</source>
        <translation>Pas encore appliqué. Appliquer redémarre le broker et ferme 1 connexion.</translation>
    </message>
    <message numerus="yes">
        <source>Not applied yet. Applying restarts the broker and closes %Ln connections.</source>
        <translation>
            <numerusform>Pas encore appliqué. Appliquer redémarre le broker et ferme %Ln connexion.</numerusform>
            <numerusform>Pas encore appliqué. Appliquer redémarre le broker et ferme %Ln connexions.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not applied yet. It will apply to new connections; open connections stay.</source>
        <translation>Pas encore appliqué. S’appliquera aux nouvelles connexions&#x202f;; les connexions ouvertes restent.</translation>
    </message>
    <message>
        <source>Not applied yet. It will apply at once, also to connected clients.</source>
        <translation>Pas encore appliqué. S’appliquera immédiatement, y compris aux clients connectés.</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Application…</translation>
    </message>
    <message>
        <source>To be corrected first: %1</source>
        <translation>À corriger d’abord&#x202f;: %1</translation>
    </message>
    <message>
        <source>Not applied. The reason is in %1.</source>
        <translation>Non appliqué. La raison est indiquée dans %1.</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>Redémarrer le broker&#x202f;?</translation>
    </message>
    <message>
        <source>The changes need a restart, which closes 1 connection.</source>
        <translation>Les modifications exigent un redémarrage, qui ferme 1 connexion.</translation>
    </message>
    <message numerus="yes">
        <source>The changes need a restart, which closes %Ln connections.</source>
        <translation>
            <numerusform>Les modifications exigent un redémarrage, qui ferme %Ln connexion.</numerusform>
            <numerusform>Les modifications exigent un redémarrage, qui ferme %Ln connexions.</numerusform>
        </translation>
    </message>
    <message>
        <source>If it fails, the broker can only be started again on its own machine.</source>
        <translation>S’il échoue, le broker ne pourra être redémarré que sur sa propre machine.</translation>
    </message>
    <message>
        <source>Apply and restart</source>
        <translation>Appliquer et redémarrer</translation>
    </message>
    <message>
        <source>1 change on the Server page is not applied.</source>
        <translation>1 modification de la page Serveur n’est pas appliquée.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes on the Server page are not applied.</source>
        <translation>
            <numerusform>%Ln modification de la page Serveur n’est pas appliquée.</numerusform>
            <numerusform>%Ln modifications de la page Serveur ne sont pas appliquées.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
</context>
<context>
    <name>broadcaster::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projets</translation>
    </message>
    <message>
        <source>Find a project</source>
        <translation>Rechercher un projet</translation>
    </message>
    <message>
        <source>Widen the sidebar</source>
        <translation>Élargir la barre latérale</translation>
    </message>
    <message>
        <source>Narrow the sidebar</source>
        <translation>Réduire la barre latérale</translation>
    </message>
</context>
<context>
    <name>broadcaster::SidebarDelegate</name>
    <message>
        <source>no clients</source>
        <translation>aucun client</translation>
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
    <name>broadcaster::StartRemedies</name>
    <message>
        <source>Show the running window</source>
        <translation>Afficher la fenêtre ouverte</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>Choisir une autre base de données</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>Le broker démarre</translation>
    </message>
    <message>
        <source>The broker is stopping</source>
        <translation>Le broker s’arrête</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>Le broker n’a pas pu démarrer</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Le broker n’est pas démarré</translation>
    </message>
    <message>
        <source>A window of this program already runs with this database.</source>
        <translation>Une fenêtre de ce programme utilise déjà cette base de données.</translation>
    </message>
    <message>
        <source>No window on this machine uses this database. A broker without a window may hold it, or a program on another machine.</source>
        <translation>Aucune fenêtre sur cette machine n’utilise cette base de données. Elle est peut-être occupée par un broker sans fenêtre, ou par un programme sur une autre machine.</translation>
    </message>
    <message>
        <source>That broker has no window for this database: it runs without one, or with another database.</source>
        <translation>Ce broker n’a pas de fenêtre pour cette base de données&#x202f;: il fonctionne sans fenêtre, ou avec une autre base.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Start the broker</source>
        <translation>Démarrer le broker</translation>
    </message>
    <message>
        <source>Use port %1 this time</source>
        <translation>Utiliser le port %1 cette fois</translation>
    </message>
</context>
<context>
    <name>broadcaster::StatusSection</name>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Redémarrer</translation>
    </message>
    <message>
        <source>Show the running window</source>
        <translation>Afficher la fenêtre ouverte</translation>
    </message>
    <message>
        <source>Use any free port this time</source>
        <translation>Utiliser un port libre cette fois</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>Choisir une autre base de données</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>Le broker n’a pas pu démarrer</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>Le broker n’est pas démarré</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>Le broker démarre</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>À l’écoute sur %1</translation>
    </message>
    <message>
        <source>The broker is stopping: clients have a moment to go</source>
        <translation>Le broker s’arrête&#x202f;: les clients ont un instant pour se déconnecter</translation>
    </message>
    <message>
        <source>Since %1, for %2</source>
        <translation>Depuis le %1, soit %2</translation>
    </message>
    <message>
        <source>The port is for this run only. The next start takes port %1.</source>
        <translation>Le port ne vaut que pour cette exécution. Le prochain démarrage prendra le port %1.</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>Redémarrer le broker&#x202f;?</translation>
    </message>
    <message>
        <source>Stop the broker?</source>
        <translation>Arrêter le broker&#x202f;?</translation>
    </message>
    <message>
        <source>1 connection is closed. All counts are written first.</source>
        <translation>1 connexion est fermée. Tous les comptages sont d’abord écrits.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections are closed. All counts are written first.</source>
        <translation>
            <numerusform>%Ln connexion est fermée. Tous les comptages sont d’abord écrits.</numerusform>
            <numerusform>%Ln connexions sont fermées. Tous les comptages sont d’abord écrits.</numerusform>
        </translation>
    </message>
    <message>
        <source>It can only be started again on its own machine.</source>
        <translation>Il ne pourra être redémarré que sur sa propre machine.</translation>
    </message>
</context>
<context>
    <name>broadcaster::TemplateSender</name>
    <message>
        <source>{{%1}} is not a placeholder. There are %2. Write the first brace as \u007b if you mean the text.</source>
        <translation>{{%1}} n’est pas une variable. Les variables sont %2. Écrivez la première accolade sous la forme \u007b si vous voulez le texte tel quel.</translation>
    </message>
    <message>
        <source>Not sent: the message before waits for its connection.</source>
        <translation>Non envoyé&#x202f;: le message précédent attend sa connexion.</translation>
    </message>
    <message>
        <source>Connecting, to know {{clientId}}…</source>
        <translation>Connexion, pour connaître {{clientId}}…</translation>
    </message>
    <message>
        <source>Not sent: there is no connection.</source>
        <translation>Non envoyé&#x202f;: il n’y a pas de connexion.</translation>
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
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>il y a %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1&#xa0;s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1&#xa0;min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1&#xa0;h %2&#xa0;min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1&#xa0;j %2&#xa0;h</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1&#xa0;ms</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1&#xa0;min %2&#xa0;s</translation>
    </message>
    <message>
        <source>to one client</source>
        <translation>à un client</translation>
    </message>
    <message>
        <source>to all of a type</source>
        <translation>à tous ceux d’un type</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>diffusion</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>ping</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejeté</translation>
    </message>
    <message>
        <source>system</source>
        <translation>système</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erreur</translation>
    </message>
    <message>
        <source>skipped: it is the sender</source>
        <translation>ignoré&#x202f;: c’est l’expéditeur</translation>
    </message>
    <message>
        <source>skipped: not the named client</source>
        <translation>ignoré&#x202f;: pas le client désigné</translation>
    </message>
    <message>
        <source>skipped: another type</source>
        <translation>ignoré&#x202f;: autre type</translation>
    </message>
    <message>
        <source>skipped: broadcasts do not go to admins</source>
        <translation>ignoré&#x202f;: les diffusions ne vont pas aux admins</translation>
    </message>
    <message>
        <source>not routed</source>
        <translation>non routé</translation>
    </message>
    <message>
        <source>mirror queued: the client does not keep up</source>
        <translation>copie miroir en attente&#x202f;: le client ne suit pas</translation>
    </message>
    <message>
        <source>queued: the client does not keep up</source>
        <translation>en attente&#x202f;: le client ne suit pas</translation>
    </message>
    <message>
        <source>mirrored: admins see routed messages</source>
        <translation>copie miroir&#x202f;: les admins voient les messages routés</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyé</translation>
    </message>
    <message>
        <source>mirror dropped: connection lost</source>
        <translation>copie miroir abandonnée&#x202f;: connexion perdue</translation>
    </message>
    <message>
        <source>dropped: connection lost</source>
        <translation>abandonné&#x202f;: connexion perdue</translation>
    </message>
    <message>
        <source>mirror passed on to broker %1</source>
        <translation>copie miroir transmise au broker %1</translation>
    </message>
    <message>
        <source>passed on to broker %1</source>
        <translation>transmis au broker %1</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>répondu</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>non enregistré</translation>
    </message>
    <message>
        <source>%1 queued of %2</source>
        <translation>%1 en attente sur %2</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>%1 dropped of %2</source>
        <translation>%1 abandon(s) sur %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>mirror dropped: too slow, closed with %1</source>
        <translation>copie miroir abandonnée&#x202f;: trop lent, fermé avec %1</translation>
    </message>
    <message>
        <source>dropped: too slow, closed with %1</source>
        <translation>abandonné&#x202f;: trop lent, fermé avec %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TlsSection</name>
    <message>
        <source>Encryption</source>
        <translation>Chiffrement</translation>
    </message>
    <message>
        <source>Reload certificate</source>
        <translation>Recharger le certificat</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key)</source>
        <translation>Fichiers PEM (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>The certificate needs its private key.</source>
        <translation>Le certificat a besoin de sa clé privée.</translation>
    </message>
    <message>
        <source>The private key needs its certificate.</source>
        <translation>La clé privée a besoin de son certificat.</translation>
    </message>
    <message>
        <source>Reads both files again. Connected clients stay connected.</source>
        <translation>Relit les deux fichiers. Les clients connectés le restent.</translation>
    </message>
    <message>
        <source>No certificate is in use.</source>
        <translation>Aucun certificat n’est utilisé.</translation>
    </message>
    <message>
        <source>No certificate is set: the port speaks ws:// and http://, which anyone on the network can read.</source>
        <translation>Aucun certificat n’est défini&#x202f;: le port parle ws:// et http://, que n’importe qui peut lire sur le réseau.</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>Non utilisé tant que le broker n’est pas démarré.</translation>
    </message>
    <message>
        <source>%1: expired on %2, so clients refuse it. Renew it and reload.</source>
        <translation>%1&#x202f;: expiré le %2, les clients le refusent donc. Renouvelez-le et rechargez.</translation>
    </message>
    <message numerus="yes">
        <source>%1, expires on %2, in %Ln days.</source>
        <translation>
            <numerusform>%1, expire le %2, dans %Ln jour.</numerusform>
            <numerusform>%1, expire le %2, dans %Ln jours.</numerusform>
        </translation>
    </message>
    <message>
        <source>Read again: new connections use this certificate.</source>
        <translation>Relu&#x202f;: les nouvelles connexions utilisent ce certificat.</translation>
    </message>
    <message>
        <source>The old one stays in use. %1</source>
        <translation>L’ancien reste utilisé. %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficActions</name>
    <message>
        <source>The filter hides the reply.</source>
        <translation>Le filtre masque la réponse.</translation>
    </message>
    <message>
        <source>The filter hides the request.</source>
        <translation>Le filtre masque la requête.</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>Ce message n’est ni une requête ni une réponse.</translation>
    </message>
    <message>
        <source>This request has no reply.</source>
        <translation>Cette requête n’a pas de réponse.</translation>
    </message>
    <message>
        <source>The reply is no longer kept.</source>
        <translation>La réponse n’est plus conservée.</translation>
    </message>
    <message>
        <source>The request is no longer kept.</source>
        <translation>La requête n’est plus conservée.</translation>
    </message>
    <message>
        <source>Go to request or reply</source>
        <translation>Aller à la requête ou à la réponse</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Copier la valeur</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Copier le message</translation>
    </message>
    <message>
        <source>Copy as JSON Lines</source>
        <translation>Copier en JSON Lines</translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation>Copier la conversation</translation>
    </message>
    <message>
        <source>Export selected…</source>
        <translation>Exporter la sélection…</translation>
    </message>
    <message>
        <source>Set as time zero</source>
        <translation>Définir comme temps zéro</translation>
    </message>
    <message>
        <source>Count time from row to row</source>
        <translation>Compter le temps de ligne en ligne</translation>
    </message>
    <message>
        <source>Resend</source>
        <translation>Renvoyer</translation>
    </message>
    <message>
        <source>Edit and resend…</source>
        <translation>Modifier et renvoyer…</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>Filtrer sur ceci</translation>
    </message>
    <message>
        <source>Filter on %1</source>
        <translation>Filtrer sur %1</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>Exclure ceci</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>Exclure %1</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>Retirer la marque</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marquer</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. Its details get the rest.</source>
        <translation>Seul le début de ce message est ici. Ses détails chargent le reste.</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>Les requêtes et les réponses sont recherchées tant que la colonne Réponse est affichée.</translation>
    </message>
    <message>
        <source>Nothing was copied: the clipboard takes %1 messages of together %2 at most. Select fewer, or export them.</source>
        <translation>Rien n’a été copié&#x202f;: le presse-papiers accepte au plus %1 messages et %2 au total. Sélectionnez-en moins, ou exportez-les.</translation>
    </message>
    <message>
        <source>All between these two</source>
        <translation>Tout entre ces deux</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copier le chemin</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDelegate</name>
    <message>
        <source>zero</source>
        <translation>zéro</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>marqué</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDetails</name>
    <message>
        <source>The table no longer keeps this message. You see its last state.</source>
        <translation>Le tableau ne conserve plus ce message. Vous voyez son dernier état.</translation>
    </message>
    <message>
        <source>The file has only the beginning of this message.</source>
        <translation>Le fichier ne contient que le début de ce message.</translation>
    </message>
    <message>
        <source>Getting the rest of this message…</source>
        <translation>Récupération du reste de ce message…</translation>
    </message>
    <message>
        <source>The broker no longer has the rest of this message. You see its beginning.</source>
        <translation>Le broker n’a plus le reste de ce message. Vous voyez son début.</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. %1</source>
        <translation>Seul le début de ce message est ici. %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficEmpty</name>
    <message>
        <source>Nothing has been said yet</source>
        <translation>Aucun message échangé pour l’instant</translation>
    </message>
    <message>
        <source>Clients are connected. Every message appears here with its receivers.</source>
        <translation>Des clients sont connectés. Chaque message apparaît ici avec ses destinataires.</translation>
    </message>
    <message>
        <source>Nothing from this project</source>
        <translation>Rien de ce projet</translation>
    </message>
    <message>
        <source>Choose All projects at the left to see the messages of the others.</source>
        <translation>Choisissez «&#x202f;Tous les projets&#x202f;» à gauche pour voir les messages des autres.</translation>
    </message>
    <message>
        <source>No message matches the filter</source>
        <translation>Aucun message ne correspond au filtre</translation>
    </message>
    <message>
        <source>New messages that match appear here.</source>
        <translation>Les nouveaux messages qui correspondent apparaissent ici.</translation>
    </message>
    <message>
        <source>There are no messages in this file</source>
        <translation>Ce fichier ne contient aucun message</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Effacer le filtre</translation>
    </message>
    <message>
        <source>Nobody is connected yet</source>
        <translation>Personne n’est encore connecté</translation>
    </message>
    <message>
        <source>Open the broker&apos;s own page in a browser: it connects with a form, and its console (F12) takes the last line. Or connect with any WebSocket client. Choose any project name; the type is runtime, data-agent or admin.</source>
        <translation>Ouvrez la page du broker lui-même dans un navigateur&#x202f;: elle se connecte au moyen d’un formulaire, et sa console (F12) accepte la dernière ligne. Ou connectez-vous avec n’importe quel client WebSocket. Choisissez n’importe quel nom de projet&#x202f;; le type est runtime, data-agent ou admin.</translation>
    </message>
    <message>
        <source>Page to open in a browser</source>
        <translation>Page à ouvrir dans un navigateur</translation>
    </message>
    <message>
        <source>URL to connect to</source>
        <translation>URL de connexion</translation>
    </message>
    <message>
        <source>A client in one line</source>
        <translation>Un client en une ligne</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>Démarrer le trafic de démo</translation>
    </message>
    <message>
        <source>Messages appear here as soon as it runs and clients talk.</source>
        <translation>Les messages apparaissent ici dès qu’il fonctionne et que des clients dialoguent.</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>Arrêter le trafic de démo</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficFiles</name>
    <message numerus="yes">
        <source>%Ln messages saved in %1.</source>
        <extracomment>The place is the path of a file</extracomment>
        <translation>
            <numerusform>%Ln message enregistré dans %1.</numerusform>
            <numerusform>%Ln messages enregistrés dans %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>Exporter des messages</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>Ouvrir une capture</translation>
    </message>
    <message>
        <source>Captures (*.jsonl *.ndjson *.har)</source>
        <translation>Captures (*.jsonl *.ndjson *.har)</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>Rien n’a été enregistré.</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficHeader</name>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficModel</name>
    <message>
        <source>Comment: %1</source>
        <translation>Commentaire&#x202f;: %1</translation>
    </message>
    <message>
        <source>Colour rule: %1</source>
        <translation>Règle de couleur&#x202f;: %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Livré</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficPage</name>
    <message>
        <source>Diagram</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>There are %1 columns of fields already. Remove one with a right-click on its title.</source>
        <translation>Il y a déjà %1 colonnes de champs. Retirez-en une par un clic droit sur son titre.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln captured message(s) are not saved.</source>
        <translation>
            <numerusform>%Ln message capturé n’est pas enregistré.</numerusform>
            <numerusform>%Ln messages capturés ne sont pas enregistrés.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficStatus</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Afficher dans le dossier</translation>
    </message>
    <message>
        <source>Marked or commented messages that are no longer kept, because newer ones took their place, or marks without room. Export messages to keep them.</source>
        <translation>Messages marqués ou commentés qui ne sont plus conservés, car de plus récents ont pris leur place, ou marques pour lesquelles il n’y avait plus de place. Exportez les messages pour les garder.</translation>
    </message>
    <message>
        <source>Cancel the present work</source>
        <translation>Annuler l’opération en cours</translation>
    </message>
    <message>
        <source>Bring the cleared messages back</source>
        <translation>Restaurer les messages effacés</translation>
    </message>
    <message>
        <source>Show the saved file in its folder</source>
        <translation>Afficher le fichier enregistré dans son dossier</translation>
    </message>
    <message numerus="yes">
        <source>%Ln marks lost</source>
        <translation>
            <numerusform>%Ln marque perdue</numerusform>
            <numerusform>%Ln marques perdues</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 match</source>
        <extracomment>Messages that match the filter, of all that are kept</extracomment>
        <translation>Filtrés&#x202f;: %1 sur %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln non enregistré</numerusform>
            <numerusform>%Ln non enregistrés</numerusform>
        </translation>
    </message>
    <message>
        <source>deliveries not recorded</source>
        <translation>livraisons non enregistrées</translation>
    </message>
    <message>
        <source>There were more messages than the window takes. Where some are missing, a mark says so.</source>
        <translation>Il y a eu plus de messages que la fenêtre n’en accepte. Là où il en manque, un repère l’indique.</translation>
    </message>
    <message numerus="yes">
        <source>The broker was faster than the window: %Ln changes of deliveries were not recorded, so some messages are shown as sent or queued that were dropped.</source>
        <translation>
            <numerusform>Le broker était plus rapide que la fenêtre&#x202f;: %Ln changement de livraison n’a pas été enregistré&#x202f;; un message affiché comme envoyé ou en attente peut donc avoir été abandonné.</numerusform>
            <numerusform>Le broker était plus rapide que la fenêtre&#x202f;: %Ln changements de livraison n’ont pas été enregistrés&#x202f;; certains messages affichés comme envoyés ou en attente ont donc été abandonnés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving messages</source>
        <translation>Enregistrement des messages</translation>
    </message>
    <message>
        <source>Opening the file</source>
        <translation>Ouverture du fichier</translation>
    </message>
    <message>
        <source>Looking for matches</source>
        <translation>Recherche des correspondances</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln sélectionné</numerusform>
            <numerusform>%Ln sélectionnés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficText</name>
    <message>
        <source>system</source>
        <translation>système</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>everyone</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>all</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>sans type</translation>
    </message>
    <message>
        <source>no connection %1 – %2</source>
        <translation>pas de connexion %1 – %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>%Ln non enregistré</numerusform>
            <numerusform>%Ln non enregistrés</numerusform>
        </translation>
    </message>
    <message>
        <source>There was no connection to the broker from %1 to %2. Its messages of that time are not here.</source>
        <translation>Il n’y a pas eu de connexion au broker entre %1 et %2. Ses messages de cette période ne sont pas ici.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages were not recorded here: there were more than the window takes.</source>
        <translation>
            <numerusform>%Ln message n’a pas été enregistré ici&#x202f;: il y en a eu plus que la fenêtre n’en accepte.</numerusform>
            <numerusform>%Ln messages n’ont pas été enregistrés ici&#x202f;: il y en a eu plus que la fenêtre n’en accepte.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficToolbar</name>
    <message>
        <source>Follow</source>
        <translation>Suivre</translation>
    </message>
    <message>
        <source>Keep the newest message in sight</source>
        <translation>Garder le message le plus récent visible</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop the list; messages are collected meanwhile</source>
        <translation>Figer la liste&#x202f;; les messages continuent d’être collectés</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Forget all messages</source>
        <translation>Oublier tous les messages</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Save the messages that are shown</source>
        <translation>Enregistrer les messages affichés</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Show the messages of a saved file</source>
        <translation>Afficher les messages d’un fichier enregistré</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>Reprendre avec les messages arrivés entre-temps</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficView</name>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
</context>
<context>
    <name>broadcaster::Tray</name>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Hide the window</source>
        <translation>&amp;Masquer la fenêtre</translation>
    </message>
    <message>
        <source>&amp;Show the window</source>
        <translation>&amp;Afficher la fenêtre</translation>
    </message>
    <message>
        <source>S&amp;tart the broker</source>
        <translation>&amp;Démarrer le broker</translation>
    </message>
    <message>
        <source>S&amp;top the broker</source>
        <translation>A&amp;rrêter le broker</translation>
    </message>
    <message>
        <source>Broadcaster: listening on %1</source>
        <translation>Broadcaster&#x202f;: à l’écoute sur %1</translation>
    </message>
    <message>
        <source>Broadcaster: not listening</source>
        <translation>Broadcaster&#x202f;: pas à l’écoute</translation>
    </message>
    <message>
        <source>The broker does not run</source>
        <translation>Le broker n’est pas démarré</translation>
    </message>
</context>
<context>
    <name>broadcaster::UndeliveredLine</name>
    <message numerus="yes">
        <source>%Ln message(s) reached nobody.</source>
        <translation>
            <numerusform>%Ln message n’a atteint personne.</numerusform>
            <numerusform>%Ln messages n’ont atteint personne.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) were dropped at a client.</source>
        <translation>
            <numerusform>%Ln message a été abandonné pour un client.</numerusform>
            <numerusform>%Ln messages ont été abandonnés pour un client.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Show the messages that did not arrive</source>
        <translation>Afficher les messages qui ne sont pas arrivés</translation>
    </message>
    <message>
        <source>Dismiss until there are others</source>
        <translation>Masquer jusqu’à ce qu’il y en ait d’autres</translation>
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
        <translation>Projet des URL</translation>
    </message>
    <message>
        <source>Address of the URLs</source>
        <translation>Adresse des URL</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>Page to try it</source>
        <translation>Page d’essai</translation>
    </message>
    <message>
        <source>address of the page to try it</source>
        <translation>adresse de la page d’essai</translation>
    </message>
    <message>
        <source>URL for type %1</source>
        <translation>URL pour le type %1</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Santé</translation>
    </message>
    <message>
        <source>command for the health</source>
        <translation>commande pour l’état de santé</translation>
    </message>
    <message>
        <source>Connected clients</source>
        <translation>Clients connectés</translation>
    </message>
    <message>
        <source>command for the status</source>
        <translation>commande pour l’état</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Utilisation</translation>
    </message>
    <message>
        <source>command for the usage</source>
        <translation>commande pour l’utilisation</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>URLs for clients and for curl.</source>
        <translation>URL pour les clients et pour curl.</translation>
    </message>
    <message>
        <source>Where the project requires a key, add &amp;apiKey= and the key to the URL.</source>
        <translation>Si le projet exige une clé, ajoutez &amp;apiKey= et la clé à l’URL.</translation>
    </message>
    <message>
        <source>Start the broker to see where clients connect.</source>
        <translation>Démarrez le broker pour voir où les clients se connectent.</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsageModel</name>
    <message>
        <source>%1, so far</source>
        <translation>%1, en cours</translation>
    </message>
    <message>
        <source>Day (UTC)</source>
        <translation>Jour (UTC)</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Jour de la semaine</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsagePage</name>
    <message>
        <source>As a table</source>
        <translation>En tableau</translation>
    </message>
    <message>
        <source>Export usage…</source>
        <translation>Exporter l’utilisation…</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Utilisation</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projet</translation>
    </message>
    <message>
        <source>Messages per day</source>
        <translation>Messages par jour</translation>
    </message>
    <message>
        <source>Last %1 days (UTC), today so far</source>
        <translation>%1 derniers jours (UTC), journée en cours comprise</translation>
    </message>
    <message>
        <source>The usage cannot be read. %1</source>
        <translation>L’utilisation ne peut pas être lue. %1</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>Rien n’est encore connu.</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>Tous les projets</translation>
    </message>
    <message>
        <source>Reading the usage</source>
        <translation>Lecture de l’utilisation</translation>
    </message>
    <message>
        <source>messages in total</source>
        <translation>messages au total</translation>
    </message>
    <message>
        <source>in the last %1 days</source>
        <translation>sur les %1 derniers jours</translation>
    </message>
    <message>
        <source>today, so far</source>
        <translation>aujourd’hui, jusqu’ici</translation>
    </message>
    <message>
        <source>on the busiest day</source>
        <translation>le jour le plus chargé</translation>
    </message>
    <message>
        <source>No messages in the last %1 days. New messages are counted here within seconds.</source>
        <translation>Aucun message sur les %1 derniers jours. Les nouveaux messages sont comptés ici en quelques secondes.</translation>
    </message>
    <message>
        <source>messages in total, all of them today</source>
        <translation>messages au total, tous aujourd’hui</translation>
    </message>
    <message>
        <source>on the busiest day, %1</source>
        <translation>le jour le plus chargé, %1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>Export usage</source>
        <translation>Exporter l’utilisation</translation>
    </message>
    <message>
        <source>%1 cannot be written. %2. Choose another place.</source>
        <translation>Impossible d’écrire %1. %2. Choisissez un autre emplacement.</translation>
    </message>
</context>
<context>
    <name>broadcaster::ValuePanel</name>
    <message>
        <source>Decode</source>
        <translation>Décoder</translation>
    </message>
    <message>
        <source>Decode the value</source>
        <translation>Décoder la valeur</translation>
    </message>
    <message>
        <source>Show the content of the value (D)</source>
        <translation>Afficher le contenu de la valeur (D)</translation>
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
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Traffic</source>
        <translation>&amp;Trafic</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projet</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtrer</translation>
    </message>
    <message>
        <source>&amp;Demo traffic</source>
        <translation>Trafic de &amp;démo</translation>
    </message>
    <message>
        <source>Three simulated clients talk in the project demo</source>
        <translation>Trois clients simulés dialoguent dans le projet demo</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when closed</source>
        <translation>&amp;Rester dans la zone de notification à la fermeture</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Narrow sidebar</source>
        <translation>&amp;Barre latérale réduite</translation>
    </message>
    <message>
        <source>&amp;Previous project</source>
        <translation>Projet &amp;précédent</translation>
    </message>
    <message>
        <source>&amp;Next project</source>
        <translation>Projet &amp;suivant</translation>
    </message>
    <message>
        <source>&amp;All projects</source>
        <translation>&amp;Tous les projets</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Thème</translation>
    </message>
    <message>
        <source>&amp;Follow the desktop</source>
        <translation>Comme le &amp;bureau</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>&amp;Filter language</source>
        <translation>Langage de &amp;filtre</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Raccourcis clavier</translation>
    </message>
    <message>
        <source>&amp;About Broadcaster</source>
        <translation>À &amp;propos de Broadcaster</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishButton</name>
    <message>
        <source>The broker sends nothing</source>
        <extracomment>The traffic that the broker sends to this window</extracomment>
        <translation>Le broker n’envoie rien</translation>
    </message>
    <message>
        <source>All traffic, up to %1 MiB/s</source>
        <translation>Tout le trafic, jusqu’à %1&#xa0;MiB/s</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Seulement %1</translation>
    </message>
    <message>
        <source>The traffic that the broker sends to this window. Click to change it.</source>
        <translation>Le trafic que le broker envoie à cette fenêtre. Cliquez pour le modifier.</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishPopUp</name>
    <message>
        <source>The broker looks at a message when it comes. It does not know deliveries, replies, marks and comments then.</source>
        <translation>Le broker examine un message à son arrivée. Il n’en connaît alors ni les livraisons, ni les réponses, ni les marques, ni les commentaires.</translation>
    </message>
    <message>
        <source>Use the filter of the page</source>
        <translation>Reprendre le filtre de la page</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Traffic to get</source>
        <translation>Trafic à recevoir</translation>
    </message>
    <message>
        <source>Filter at the broker</source>
        <translation>Filtre côté broker</translation>
    </message>
    <message>
        <source>all messages</source>
        <translation>tous les messages</translation>
    </message>
    <message>
        <source>Messages a second at most, in MiB</source>
        <translation>Messages par seconde, au plus, en MiB</translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation> MiB/s</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Au plus</translation>
    </message>
    <message>
        <source>Only these messages cross the network. Others that match are counted, and a mark shows where they are missing.</source>
        <translation>Seuls ces messages traversent le réseau. Les autres qui correspondent sont comptés, et un repère indique où ils manquent.</translation>
    </message>
</context>
<context>
    <name>options</name>
    <message>
        <source>Addresses</source>
        <translation>Adresses</translation>
    </message>
    <message>
        <source>IP address or localhost to listen on; 0.0.0.0 and :: stand for all.</source>
        <translation>Adresse IP, ou localhost, sur laquelle écouter&#x202f;; 0.0.0.0 et :: les désignent toutes.</translation>
    </message>
    <message>
        <source>an IP address, such as 127.0.0.1, ::1 or 0.0.0.0</source>
        <translation>une adresse IP telle que 127.0.0.1, ::1 ou 0.0.0.0</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Port to listen on; 0 takes any free one.</source>
        <translation>Port sur lequel écouter&#x202f;; 0 prend n’importe quel port libre.</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>Fichier de certificat</translation>
    </message>
    <message>
        <source>PEM file with the certificate and its signers; the port then speaks wss:// and https:// only.</source>
        <translation>Fichier PEM contenant le certificat et ses signataires&#x202f;; le port ne parle alors que wss:// et https://.</translation>
    </message>
    <message>
        <source>Private key file</source>
        <translation>Fichier de clé privée</translation>
    </message>
    <message>
        <source>PEM file with the private key of the certificate. Only its owner may be able to read it.</source>
        <translation>Fichier PEM contenant la clé privée du certificat. Seul son propriétaire doit pouvoir le lire.</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>Origines autorisées</translation>
    </message>
    <message>
        <source>Web pages that may connect beside those of this machine; * stands for all.</source>
        <translation>Pages web qui peuvent se connecter en plus de celles de cette machine&#x202f;; * les désigne toutes.</translation>
    </message>
    <message>
        <source>an origin, such as https://app.example.com</source>
        <translation>une origine telle que https://app.example.com</translation>
    </message>
    <message>
        <source>Allowed host names</source>
        <translation>Noms d’hôte autorisés</translation>
    </message>
    <message>
        <source>Name that a broker answers to beside localhost while it listens on this machine only, such as that of a proxy before it.</source>
        <translation>Nom auquel un broker répond en plus de localhost tant qu’il n’écoute que sur cette machine, par exemple celui d’un proxy placé devant lui.</translation>
    </message>
    <message>
        <source>a host without a port, such as broker.example.com</source>
        <translation>un hôte sans port tel que broker.example.com</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>Proxys de confiance</translation>
    </message>
    <message>
        <source>Proxy, or network of proxies, whose Forwarded or X-Forwarded-For header names the client.</source>
        <translation>Proxy, ou réseau de proxys, dont l’en-tête Forwarded ou X-Forwarded-For nomme le client.</translation>
    </message>
    <message>
        <source>an IP address or a network, such as 10.0.0.0/8</source>
        <translation>une adresse IP ou un réseau tel que 10.0.0.0/8</translation>
    </message>
    <message>
        <source>Model Context Protocol</source>
        <translation>Model Context Protocol</translation>
    </message>
    <message>
        <source>Lets AI agents that have the service key or the viewer key look at the broker by POST /mcp.</source>
        <translation>Permet aux agents IA qui ont la clé de service ou la clé de consultation d’observer le broker par POST /mcp.</translation>
    </message>
    <message>
        <source>Agents may act</source>
        <translation>Agents autorisés à agir</translation>
    </message>
    <message>
        <source>Lets agents that have the service key also send messages and disconnect clients.</source>
        <translation>Permet aux agents qui ont la clé de service d’envoyer aussi des messages et de déconnecter des clients.</translation>
    </message>
    <message>
        <source>Kept messages</source>
        <translation>Messages conservés</translation>
    </message>
    <message>
        <source>Latest messages that the broker keeps in memory for questions of agents; 0 keeps none.</source>
        <translation>Derniers messages que le broker garde en mémoire pour les questions des agents&#x202f;; 0 n’en garde aucun.</translation>
    </message>
    <message>
        <source>Message size</source>
        <translation>Taille des messages</translation>
    </message>
    <message>
        <source>Largest message; a client that sends more is closed with 1009.</source>
        <translation>Taille maximale d’un message&#x202f;; un client qui envoie davantage est déconnecté avec 1009.</translation>
    </message>
    <message>
        <source>Send queue per client</source>
        <translation>File d’envoi par client</translation>
    </message>
    <message>
        <source>Unsent bytes of one client; a client that reads so slowly that more waits is closed with 4002.</source>
        <translation>Octets non envoyés d’un client&#x202f;; un client qui lit trop lentement et dépasse cette limite est déconnecté avec 4002.</translation>
    </message>
    <message>
        <source>Send queues in total</source>
        <translation>Files d’envoi au total</translation>
    </message>
    <message>
        <source>Bytes that wait in all: for clients, of unfinished messages and of HTTP answers; above it, a client of the project that holds the most is closed.</source>
        <translation>Total des octets en attente&#x202f;: pour les clients, de messages inachevés et de réponses HTTP&#x202f;; au-delà, un client du projet qui en retient le plus est déconnecté.</translation>
    </message>
    <message>
        <source>Message rate per client</source>
        <translation>Débit de messages par client</translation>
    </message>
    <message>
        <source>Messages per second; 0 is unlimited. Clients above it are closed with 4003.</source>
        <translation>Messages par seconde&#x202f;; 0 signifie illimité. Les clients qui dépassent cette limite sont déconnectés avec 4003.</translation>
    </message>
    <message>
        <source>Connections in total</source>
        <translation>Connexions au total</translation>
    </message>
    <message>
        <source>WebSocket connections; further ones are refused and told to try again.</source>
        <translation>Connexions WebSocket&#x202f;; les suivantes sont refusées et invitées à réessayer.</translation>
    </message>
    <message>
        <source>Connections per project</source>
        <translation>Connexions par projet</translation>
    </message>
    <message>
        <source>WebSocket connections of one project, so that it cannot take those of all.</source>
        <translation>Connexions WebSocket d’un projet, afin qu’il ne puisse pas prendre toutes les places.</translation>
    </message>
    <message>
        <source>Pending handshakes</source>
        <translation>Handshakes en attente</translation>
    </message>
    <message>
        <source>Connections without a complete request; beyond it, the address with the most gives up its oldest.</source>
        <translation>Connexions sans requête complète&#x202f;; au-delà, l’adresse qui en a le plus cède la plus ancienne.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Threads that serve the projects; 0 takes one per core.</source>
        <translation>Threads qui servent les projets&#x202f;; 0 en prend un par cœur.</translation>
    </message>
    <message>
        <source>Handshake timeout</source>
        <translation>Délai de handshake</translation>
    </message>
    <message>
        <source>Time for a request to arrive; a slower connection is cut.</source>
        <translation>Temps dont une requête dispose pour arriver&#x202f;; une connexion plus lente est coupée.</translation>
    </message>
    <message>
        <source>Keep-alive timeout</source>
        <translation>Délai de keep-alive</translation>
    </message>
    <message>
        <source>Time that an HTTP connection may be idle between two requests; a proxy before the broker must give up sooner.</source>
        <translation>Temps pendant lequel une connexion HTTP peut rester inactive entre deux requêtes&#x202f;; un proxy placé devant le broker doit abandonner plus tôt.</translation>
    </message>
    <message>
        <source>Ping interval</source>
        <translation>Intervalle des pings</translation>
    </message>
    <message>
        <source>Time between two pings; a client that leaves two unanswered is closed with 4004.</source>
        <translation>Temps entre deux pings&#x202f;; un client qui en laisse deux sans réponse est déconnecté avec 4004.</translation>
    </message>
    <message>
        <source>Slow reader timeout</source>
        <translation>Délai de lecture lente</translation>
    </message>
    <message>
        <source>Time that a byte may wait for a client; then it is closed with 4002.</source>
        <translation>Temps pendant lequel un octet peut attendre un client&#x202f;; au-delà, celui-ci est déconnecté avec 4002.</translation>
    </message>
    <message>
        <source>Idle project timeout</source>
        <translation>Délai des projets inactifs</translation>
    </message>
    <message>
        <source>Time until an empty project is forgotten. Its keys and usage stay.</source>
        <translation>Temps au bout duquel un projet vide est oublié. Ses clés et son utilisation restent.</translation>
    </message>
    <message>
        <source>Drain time</source>
        <translation>Durée de vidage</translation>
    </message>
    <message>
        <source>Time over which a stop closes the clients, so that they do not all connect again at once.</source>
        <translation>Durée sur laquelle un arrêt déconnecte les clients, afin qu’ils ne se reconnectent pas tous en même temps.</translation>
    </message>
    <message>
        <source>For no client</source>
        <translation>Pour aucun client</translation>
    </message>
    <message>
        <source>For clients on other machines</source>
        <translation>Pour les clients d’autres machines</translation>
    </message>
    <message>
        <source>For all clients</source>
        <translation>Pour tous les clients</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Compression</translation>
    </message>
    <message>
        <source>Clients whose messages are compressed if they ask for it.</source>
        <translation>Clients dont les messages sont compressés s’ils le demandent.</translation>
    </message>
</context>
</TS>
