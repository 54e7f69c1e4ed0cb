<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>DecodeText</name>
    <message>
        <source>seconds since 1970</source>
        <translation>1970 年からの秒数</translation>
    </message>
    <message>
        <source>milliseconds since 1970</source>
        <translation>1970 年からのミリ秒数</translation>
    </message>
    <message>
        <source>ISO 8601</source>
        <translation>ISO 8601</translation>
    </message>
    <message>
        <source>ISO 8601 without a zone, read as local time</source>
        <translation>ISO 8601（タイムゾーンなし、ローカル時刻として解釈）</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>A time that has not come yet: &quot;in 3 min&quot;</extracomment>
        <translation>%1後</translation>
    </message>
    <message>
        <source>JSON inside of a string</source>
        <translation>文字列内の JSON</translation>
    </message>
    <message>
        <source>JSON Web Token</source>
        <translation>JSON Web Token</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Text in base64</source>
        <translation>Base64 のテキスト</translation>
    </message>
    <message>
        <source>Bytes in base64</source>
        <translation>Base64 のバイト列</translation>
    </message>
    <message>
        <source>%1 local, %2 UTC, %3 (%4)</source>
        <extracomment>A time in a message: local time, UTC, the distance from now, the form in which it is written</extracomment>
        <translation>ローカル %1、UTC %2、%3（%4）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A time and its distance from now</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Not verified: the signature was not checked, so anybody may have written this.</source>
        <translation>未検証：署名を確認していないため、誰が書いたものか保証されません。</translation>
    </message>
    <message>
        <source>Issued: %1</source>
        <translation>発行日時：%1</translation>
    </message>
    <message>
        <source>Not valid before: %1</source>
        <translation>有効期間の開始：%1</translation>
    </message>
    <message>
        <source>Expired: %1</source>
        <translation>期限切れ：%1</translation>
    </message>
    <message>
        <source>Expires: %1</source>
        <translation>有効期限：%1</translation>
    </message>
</context>
<context>
    <name>broadcaster::AboutDialog</name>
    <message>
        <source>About Broadcaster</source>
        <translation>Broadcaster について</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>バージョン %1</translation>
    </message>
    <message>
        <source>A WebSocket broker for the workstation, and a window on its traffic.</source>
        <translation>ワークステーション用の WebSocket ブローカーと、そのトラフィックを見るためのウィンドウです。</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Made with Qt %1 (LGPL), simdjson (Apache 2.0) and Boost (BSL 1.0).</source>
        <translation>MIT ライセンスのフリーソフトウェアです。Qt %1 (LGPL)、simdjson (Apache 2.0)、Boost (BSL 1.0) を使用しています。</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>バージョン情報をコピー</translation>
    </message>
</context>
<context>
    <name>broadcaster::ApplyBar</name>
    <message>
        <source>Revert</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Changes not applied yet</source>
        <translation>未適用の変更</translation>
    </message>
    <message>
        <source>Revert the changes</source>
        <translation>変更を破棄する</translation>
    </message>
    <message>
        <source>Apply the changes</source>
        <translation>変更を適用する</translation>
    </message>
    <message>
        <source>No changes to apply.</source>
        <translation>適用する変更はありません。</translation>
    </message>
</context>
<context>
    <name>broadcaster::BarChart</name>
    <message>
        <source>Messages per day</source>
        <translation>日別メッセージ数</translation>
    </message>
    <message>
        <source>%1, so far</source>
        <translation>%1（途中）</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 件のメッセージ</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 件のメッセージ</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
</context>
<context>
    <name>broadcaster::BrokerStatus</name>
    <message>
        <source>Starting</source>
        <translation>起動中</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>Copy the address %1</source>
        <translation>アドレス %1 をコピー</translation>
    </message>
    <message>
        <source>Click to copy</source>
        <translation>クリックしてコピー</translation>
    </message>
    <message>
        <source>No connection to</source>
        <translation>接続なし</translation>
    </message>
    <message>
        <source>Listening on</source>
        <translation>待ち受け中</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>Open the Server page</source>
        <translation>「サーバー」ページを開く</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>未起動</translation>
    </message>
    <message>
        <source>Open the page %1</source>
        <translation>「%1」ページを開く</translation>
    </message>
    <message numerus="yes">
        <source>%Ln project(s)</source>
        <translation>
            <numerusform>プロジェクト %Ln 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>クライアント %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 messages/s</source>
        <translation>%1 メッセージ/s</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピー済み</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureBanner</name>
    <message>
        <source>Back to live</source>
        <translation>ライブに戻る</translation>
    </message>
    <message>
        <source>Back to live messages</source>
        <translation>ライブのメッセージに戻る</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 を開いています</translation>
    </message>
    <message>
        <source>Showing %1</source>
        <translation>%1 を表示中</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureOpener</name>
    <message>
        <source>%1 cannot be read: %2. Choose another file.</source>
        <extracomment>A file&apos;s name, and the system&apos;s reason</extracomment>
        <translation>%1 を読み取れません：%2。別のファイルを選んでください。</translation>
    </message>
    <message>
        <source>The file has more than the %1 messages that are kept. Raise the limit and open it again.</source>
        <translation>ファイルのメッセージ数が、保持する上限の %1 件を超えています。上限を上げてから開き直してください。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages cannot be read</source>
        <translation>
            <numerusform>%Ln 件のメッセージを読み取れません</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are not messages</source>
        <translation>
            <numerusform>%Ln 行がメッセージではありません</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1, %2</source>
        <translation>%1 行目、%2</translation>
    </message>
</context>
<context>
    <name>broadcaster::CaptureText</name>
    <message>
        <source>Not JSON: the fault is at byte %1 of the line.</source>
        <translation>JSON ではありません：行の %1 バイト目に誤りがあります。</translation>
    </message>
    <message>
        <source>Not a JSON object.</source>
        <translation>JSON オブジェクトではありません。</translation>
    </message>
    <message>
        <source>The name of the project is not allowed.</source>
        <translation>このプロジェクト名は使用できません。</translation>
    </message>
    <message>
        <source>The time is not in the form 2026-01-28T12:01:02.114Z.</source>
        <translation>時刻が 2026-01-28T12:01:02.114Z の形式ではありません。</translation>
    </message>
    <message>
        <source>The message is not in base64.</source>
        <translation>メッセージが Base64 ではありません。</translation>
    </message>
    <message>
        <source>The line is too long: it may have %1 MiB.</source>
        <translation>行が長すぎます：上限は %1 MiB です。</translation>
    </message>
    <message>
        <source>The file cannot be read on (%1). Check the drive it is on, and open it again.</source>
        <translation>ファイルの続きを読み取れません（%1）。保存先のドライブを確認してから開き直してください。</translation>
    </message>
    <message>
        <source>The file is too long: a HAR file may have %1 MiB. Record fewer requests, or save it without the contents of responses.</source>
        <translation>ファイルが大きすぎます：HAR ファイルの上限は %1 MiB です。記録するリクエストを減らすか、レスポンスの内容を含めずに保存してください。</translation>
    </message>
    <message>
        <source>The file is not a whole HAR file: line %1, byte %2 is not JSON. Save it again in the browser.</source>
        <translation>HAR ファイルが不完全です：%1 行目の %2 バイト目が JSON ではありません。ブラウザーでもう一度保存してください。</translation>
    </message>
    <message>
        <source>The file is not a HAR file: it has no list log.entries.</source>
        <translation>HAR ファイルではありません：log.entries のリストがありません。</translation>
    </message>
    <message>
        <source>The HAR file has no messages of WebSockets. Open the developer tools before the page connects, and save it again.</source>
        <translation>HAR ファイルに WebSocket のメッセージがありません。ページが接続する前に開発者ツールを開いてから、もう一度保存してください。</translation>
    </message>
    <message>
        <source>It has no direction, no time or no data.</source>
        <translation>方向、時刻、またはデータがありません。</translation>
    </message>
    <message>
        <source>Nothing was saved: a HAR file may have %1 MiB. Select fewer messages, or save them as JSON Lines.</source>
        <translation>保存しませんでした：HAR ファイルの上限は %1 MiB です。選択するメッセージを減らすか、JSON Lines で保存してください。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2). Make room on the drive or choose another folder; no half file was left.</source>
        <translation>%1 に書き込めません（%2）。ドライブの空きを増やすか、別のフォルダーを選んでください。書きかけのファイルは残っていません。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClearUndo</name>
    <message numerus="yes">
        <source>%Ln messages cleared.</source>
        <translation>
            <numerusform>%Ln 件のメッセージをクリアしました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientDetails</name>
    <message>
        <source>client id</source>
        <translation>クライアント ID</translation>
    </message>
    <message>
        <source>Selected client</source>
        <translation>選択したクライアント</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>クライアント ID</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>タイプ</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>ブローカー</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>オリジン</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API キー</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>まだなし</translation>
    </message>
    <message>
        <source>%1 of project %2: your own connection, made by the composer</source>
        <translation>%1、プロジェクト %2：コンポーザーによるこのウィンドウ自身の接続</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>%1、プロジェクト %2</translation>
    </message>
    <message>
        <source>since %1, for %2</source>
        <translation>%1 から（%2）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>none (not a browser)</source>
        <translation>なし（ブラウザーではない）</translation>
    </message>
    <message>
        <source>connected with one</source>
        <translation>キーで接続</translation>
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
        <translation>クライアントの名前を変更…</translation>
    </message>
    <message>
        <source>Rename %1…</source>
        <translation>%1 の名前を変更…</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsEmpty</name>
    <message>
        <source>URL for a runtime</source>
        <translation>runtime 用の URL</translation>
    </message>
    <message>
        <source>URL for a data agent</source>
        <translation>data-agent 用の URL</translation>
    </message>
    <message>
        <source>As a runtime</source>
        <translation>runtime として</translation>
    </message>
    <message>
        <source>As a data agent</source>
        <translation>data-agent として</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>デモトラフィックを停止</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>デモトラフィックを開始</translation>
    </message>
    <message>
        <source>No client is connected</source>
        <translation>接続中のクライアントはありません</translation>
    </message>
    <message>
        <source>No client of %1 is connected</source>
        <translation>%1 に接続中のクライアントはありません</translation>
    </message>
    <message>
        <source>Connect one with any WebSocket library. It is in this list as soon as it is in. Demo traffic connects three clients to the project demo and lets them talk.</source>
        <translation>任意の WebSocket ライブラリでクライアントを接続してください。接続するとすぐにこの一覧に表示されます。デモトラフィックでは、3 つのクライアントがプロジェクト demo に接続してメッセージをやり取りします。</translation>
    </message>
    <message>
        <source>Clients are told, and have a moment to go.</source>
        <translation>クライアントに通知し、切断するまで少し待ちます。</translation>
    </message>
    <message>
        <source>Nobody can connect until it is. The Server page says where it listens.</source>
        <translation>起動するまで誰も接続できません。待ち受けアドレスは「サーバー」ページにあります。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsModel</name>
    <message>
        <source>%1, your own connection</source>
        <translation>%1（自分の接続）</translation>
    </message>
    <message>
        <source>you</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Your own connection, made by the composer</source>
        <translation>コンポーザーによるこのウィンドウ自身の接続</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 バイト</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>Name of the client; its id is in the tool tip. F2 renames it</source>
        <translation>クライアントの名前（ID はツールチップに表示）。F2 で変更できます</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>タイプ</translation>
    </message>
    <message>
        <source>Type with which it connected</source>
        <translation>接続時に指定したタイプ</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>Messages never leave it</source>
        <translation>メッセージがプロジェクトの外に出ることはありません</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接続時間</translation>
    </message>
    <message>
        <source>Time since it connected</source>
        <translation>接続してからの時間</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>最終メッセージ</translation>
    </message>
    <message>
        <source>Time since the last message from it</source>
        <translation>最後のメッセージを受信してからの時間</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>レート</translation>
    </message>
    <message>
        <source>Messages per second from it, over the last 5 seconds</source>
        <translation>直近 5 秒間に受信した 1 秒あたりのメッセージ数</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Its address, or that of a proxy</source>
        <translation>クライアントまたはプロキシのアドレス</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>受信数</translation>
    </message>
    <message>
        <source>Messages received from it</source>
        <translation>クライアントから受信したメッセージ数</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>送信数</translation>
    </message>
    <message>
        <source>Messages sent to it</source>
        <translation>クライアントに送信したメッセージ数</translation>
    </message>
    <message>
        <source>Bytes in</source>
        <translation>受信バイト</translation>
    </message>
    <message>
        <source>Bytes received from it, messages only</source>
        <translation>クライアントから受信したバイト数（メッセージのみ）</translation>
    </message>
    <message>
        <source>Bytes out</source>
        <translation>送信バイト</translation>
    </message>
    <message>
        <source>Bytes sent to it, frame headers included</source>
        <translation>クライアントに送信したバイト数（フレームヘッダーを含む）</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Bytes that wait for it: a slow client has many</source>
        <translation>送信を待っているバイト数：遅いクライアントでは大きくなります</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>User agent that it names</source>
        <translation>クライアントが名乗る User-Agent</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>ブローカー</translation>
    </message>
    <message>
        <source>Broker of the cluster that it is connected to</source>
        <translation>クライアントが接続しているクラスター内のブローカー</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>オリジン</translation>
    </message>
    <message>
        <source>Web page on which it runs</source>
        <translation>クライアントが動作している Web ページ</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsPage</name>
    <message>
        <source>Clients</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>Filter traffic</source>
        <translation>トラフィックを表示</translation>
    </message>
    <message>
        <source>Shows the messages of the selected client, and those sent to it alone</source>
        <translation>選択したクライアントのメッセージと、そのクライアントだけに送られたメッセージを表示します</translation>
    </message>
    <message>
        <source>Send to…</source>
        <translation>送信…</translation>
    </message>
    <message>
        <source>Opens the composer with a message to the selected client</source>
        <translation>選択したクライアント宛てのメッセージをコンポーザーで開きます</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID をコピー</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>名前を変更…</translation>
    </message>
    <message>
        <source>Gives the selected client a name of your own</source>
        <translation>選択したクライアントに好きな名前を付けます</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>切断…</translation>
    </message>
    <message>
        <source>Find clients</source>
        <translation>クライアントを検索</translation>
    </message>
    <message>
        <source>Find by name, id, type, project, address or user agent</source>
        <translation>名前、ID、タイプ、プロジェクト、アドレス、User-Agent で検索</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>列を選択</translation>
    </message>
    <message>
        <source>Show all clients</source>
        <translation>全クライアントを表示</translation>
    </message>
    <message>
        <source>Some broker of the cluster has not answered: its clients are missing here.</source>
        <translation>クラスター内に応答していないブローカーがあります：そのクライアントは表示されていません。</translation>
    </message>
    <message>
        <source>No client matches “%1”</source>
        <translation>「%1」に一致するクライアントはありません</translation>
    </message>
    <message>
        <source>Names, ids, types, projects, addresses and user agents are searched for every word.</source>
        <translation>名前、ID、タイプ、プロジェクト、アドレス、User-Agent を単語ごとに検索します。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>1 client</source>
        <translation>1 件のクライアント</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients</source>
        <translation>
            <numerusform>%Ln 件のクライアント</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients are selected.</source>
        <translation>
            <numerusform>%Ln 件のクライアントを選択しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a client to see all that is known of it.</source>
        <translation>クライアントを選択すると、詳しい情報が表示されます。</translation>
    </message>
    <message>
        <source>Disconnect client %1?</source>
        <translation>クライアント %1 を切断しますか？</translation>
    </message>
    <message numerus="yes">
        <source>Disconnect %Ln clients?</source>
        <translation>
            <numerusform>%Ln 件のクライアントを切断しますか？</numerusform>
        </translation>
    </message>
    <message>
        <source>Its connection is closed with code 4000. Most clients connect again by themselves.</source>
        <translation>接続をコード 4000 で閉じます。ほとんどのクライアントは自動的に再接続します。</translation>
    </message>
    <message>
        <source>Their connections are closed with code 4000. Most clients connect again by themselves.</source>
        <translation>それぞれの接続をコード 4000 で閉じます。ほとんどのクライアントは自動的に再接続します。</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>切断</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClientsTable</name>
    <message>
        <source>Connected clients</source>
        <translation>接続中のクライアント</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterModel</name>
    <message>
        <source>%1 (this broker)</source>
        <translation>%1（このブローカー）</translation>
    </message>
    <message>
        <source>now</source>
        <translation>今</translation>
    </message>
    <message>
        <source>%1: a broker has another id after each start</source>
        <translation>%1：ブローカーの ID は起動するたびに変わります</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 バイト</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>ブローカー</translation>
    </message>
    <message>
        <source>Name of the broker: --cluster-name</source>
        <translation>ブローカーの名前：--cluster-name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Id of the broker, new with each start</source>
        <translation>ブローカーの ID。起動するたびに変わります</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Version of its program</source>
        <translation>ブローカーのプログラムのバージョン</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>Clients that are connected to it</source>
        <translation>ブローカーに接続しているクライアントの数</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>Projects that have clients there</source>
        <translation>そのブローカーにクライアントがいるプロジェクトの数</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>最終確認</translation>
    </message>
    <message>
        <source>Time since the latest sign of life</source>
        <translation>最後に生存を確認してからの時間</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Messages for clients there, since this broker met it</source>
        <translation>相手を認識してから、そのブローカーのクライアントに宛てたメッセージ数</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>到着</translation>
    </message>
    <message>
        <source>Those of them that it has taken</source>
        <translation>そのうち、相手のブローカーが受け取ったメッセージ数</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>転送中</translation>
    </message>
    <message>
        <source>Messages that have neither arrived nor been lost</source>
        <translation>到着も消失もしていないメッセージ数</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>Messages that will not arrive; the tool tips say why</source>
        <translation>届かないメッセージ数。理由はツールチップに表示されます</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>送信待ち</translation>
    </message>
    <message>
        <source>Bytes here that wait to leave for it</source>
        <translation>相手のブローカーへの送信を待っているバイト数</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>受信</translation>
    </message>
    <message>
        <source>Messages from its clients that came here</source>
        <translation>相手のブローカーのクライアントから届いたメッセージ数</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterPage</name>
    <message>
        <source>Brokers</source>
        <translation>ブローカー</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>other brokers cannot be reached</source>
        <translation>他のブローカーに到達できません</translation>
    </message>
    <message>
        <source>They share the projects of the namespace %1.</source>
        <translation>名前空間 %1 のプロジェクトを共有しています。</translation>
    </message>
    <message>
        <source>This is the only broker of the namespace %1. Others are listed here within seconds of their start.</source>
        <translation>名前空間 %1 のブローカーはこれだけです。他のブローカーは、起動後数秒でここに表示されます。</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>ブローカーは動作していません</translation>
    </message>
    <message>
        <source>Nothing is known of a cluster</source>
        <translation>クラスターの情報がありません</translation>
    </message>
    <message>
        <source>Asking the broker for its cluster</source>
        <translation>ブローカーにクラスターの情報を問い合わせています</translation>
    </message>
    <message>
        <source>This broker is in no cluster</source>
        <translation>このブローカーはクラスターに属していません</translation>
    </message>
    <message>
        <source>Several brokers can share their projects, so that clients meet on any of them. Start each with --cluster and the address of the same Redis server, and with the same --cluster-namespace.</source>
        <translation>複数のブローカーでプロジェクトを共有すると、どのブローカーに接続したクライアント同士でも通信できます。各ブローカーを、--cluster に同じ Redis サーバーのアドレス、--cluster-namespace に同じ値を指定して起動してください。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ClusterTable</name>
    <message>
        <source>Brokers of the cluster</source>
        <translation>クラスターのブローカー</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID をコピー</translation>
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
        <translation>他のブローカーに到達できません</translation>
    </message>
    <message>
        <source>Other brokers cannot be reached: %1</source>
        <translation>他のブローカーに到達できません：%1</translation>
    </message>
    <message>
        <source>Messages between brokers arrive</source>
        <translation>ブローカー間のメッセージは届いています</translation>
    </message>
    <message>
        <source>Messages between brokers arrive: %1</source>
        <translation>ブローカー間のメッセージは届いています：%1</translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>too much waited here to leave: Redis or the network is too slow</source>
        <translation>ここで送信待ちが多くなりすぎました：Redis またはネットワークが遅すぎます</translation>
    </message>
    <message>
        <source>Redis did not take them: it could not be reached</source>
        <translation>Redis が受け取りませんでした：到達できませんでした</translation>
    </message>
    <message>
        <source>the other broker did not listen: its connection to Redis was lost</source>
        <translation>相手のブローカーが受信していませんでした：Redis への接続が切れていました</translation>
    </message>
    <message>
        <source>lost between Redis and the other broker: its connection was cut, or Redis’ buffer for it was full</source>
        <translation>Redis と相手のブローカーの間で消失しました：接続が切断されたか、Redis のバッファーがいっぱいでした</translation>
    </message>
    <message>
        <source>the other broker was behind: it got more than it could deliver</source>
        <translation>相手のブローカーの処理が追いつきませんでした：配信できる量を超えて届きました</translation>
    </message>
    <message>
        <source>the other broker did not know the project yet: its first client had just come</source>
        <translation>相手のブローカーがまだプロジェクトを認識していませんでした：最初のクライアントが接続した直後でした</translation>
    </message>
    <message>
        <source>the other broker was gone before it could take them</source>
        <translation>受け取る前に相手のブローカーがいなくなりました</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRuleRow</name>
    <message>
        <source>Red</source>
        <translation>赤</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>オレンジ</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>緑</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>青緑</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>青</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>グレー</translation>
    </message>
    <message>
        <source>Rule is on</source>
        <translation>ルールを有効にする</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Name, optional</source>
        <translation>名前（任意）</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Filter, such as type == &quot;error&quot;</source>
        <translation>フィルター（例：type == &quot;error&quot;）</translation>
    </message>
    <message>
        <source>The filter says which rows get the colour.</source>
        <translation>フィルターに一致する行に色が付きます。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColourRulesDialog</name>
    <message>
        <source>Add rule</source>
        <translation>ルールを追加</translation>
    </message>
    <message>
        <source>Colour rules</source>
        <translation>色分けルール</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>The first rule that matches a message colours its row. The tool tip of the row names the rule.</source>
        <translation>メッセージに一致する最初のルールの色が行に付きます。ルール名は行のツールチップに表示されます。</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上へ移動</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下へ移動</translation>
    </message>
    <message>
        <source>Remove rule</source>
        <translation>ルールを削除</translation>
    </message>
    <message>
        <source>There is room for %1 rules.</source>
        <translation>ルールは %1 件まで登録できます。</translation>
    </message>
    <message>
        <source>No row has a colour yet.</source>
        <translation>まだ色分けされた行はありません。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ColumnLayout</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>列をリセット</translation>
    </message>
</context>
<context>
    <name>broadcaster::CommentDialog</name>
    <message numerus="yes">
        <source>Comment on %Ln messages</source>
        <translation>
            <numerusform>%Ln 件のメッセージにコメント</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Comment, shown in the row; leave it empty to remove it</source>
        <translation>行に表示されるコメント。空にすると削除されます(&amp;C)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The comment has %1 bytes of UTF-8, the most is %2.</source>
        <translation>コメントは UTF-8 で %1 バイトあります。上限は %2 バイトです。</translation>
    </message>
</context>
<context>
    <name>broadcaster::CompareView</name>
    <message>
        <source>added</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>メッセージ全体</translation>
    </message>
    <message>
        <source>Compared parts</source>
        <translation>比較対象</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>相違点</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>相違</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>マーク済み</translation>
    </message>
    <message>
        <source>This</source>
        <translation>選択中</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Mark a message first: choose it in the list and press M.</source>
        <translation>先にメッセージをマークしてください：一覧で選んで M キーを押します。</translation>
    </message>
    <message>
        <source>Choose a message to compare with the marked one, %1.</source>
        <translation>マークしたメッセージ（%1）と比較するメッセージを選んでください。</translation>
    </message>
    <message>
        <source>These messages are too large to compare: %1 and %2.</source>
        <translation>メッセージが大きすぎて比較できません：%1 と %2。</translation>
    </message>
    <message>
        <source>One of the two messages is not JSON, so there is nothing to compare.</source>
        <translation>一方のメッセージが JSON ではないため、比較できません。</translation>
    </message>
    <message>
        <source>No differences between %1 and %2.</source>
        <translation>%1 と %2 に相違はありません。</translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): more than %Ln differences, the first are shown.</source>
        <translation>
            <numerusform>%1（マーク済み）と %2（選択中）：相違が %Ln 件を超えるため、先頭のみ表示しています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (marked) and %2 (this): %Ln difference(s).</source>
        <translation>
            <numerusform>%1（マーク済み）と %2（選択中）：相違 %Ln 件。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::Composer</name>
    <message>
        <source>Fault in the text</source>
        <translation>テキストの誤り</translation>
    </message>
    <message>
        <source>Clients it would reach</source>
        <translation>届く見込みのクライアント</translation>
    </message>
    <message>
        <source>Result of sending</source>
        <translation>送信結果</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>コンポーザー</translation>
    </message>
    <message>
        <source>Send text that is not JSON, too</source>
        <translation>JSON でないテキストも送信</translation>
    </message>
    <message>
        <source>Send as an admin client (%1)</source>
        <translation>admin クライアントとして送信 (%1)</translation>
    </message>
    <message>
        <source>Older message</source>
        <translation>古いメッセージへ</translation>
    </message>
    <message>
        <source>Newer message</source>
        <translation>新しいメッセージへ</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Save this message</source>
        <translation>このメッセージを保存</translation>
    </message>
    <message>
        <source>This message is too large to edit (%1). It can be resent as it is.</source>
        <translation>このメッセージは大きすぎて編集できません（%1）。そのまま再送信することはできます。</translation>
    </message>
    <message>
        <source>Not sent: a placeholder is unknown.</source>
        <translation>未送信：不明なプレースホルダーがあります。</translation>
    </message>
    <message>
        <source>This is not JSON. Send anyway: %1</source>
        <translation>JSON ではありません。それでも送信するには %1</translation>
    </message>
    <message>
        <source>The broker would reject it: %1</source>
        <translation>ブローカーに拒否されます：%1</translation>
    </message>
    <message>
        <source>The broker answers this one itself.</source>
        <translation>これにはブローカー自身が応答します。</translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %Ln client(s)</source>
        <translation>
            <numerusform>%Ln 件中 %1 件のクライアントに届く見込み</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Would reach %1 of %2 clients, and %Ln admin(s) would get a copy</source>
        <translation>
            <numerusform>%2 件中 %1 件のクライアントに届き、%Ln 件の admin がコピーを受け取る見込み</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerDock</name>
    <message>
        <source>Composer</source>
        <translation>コンポーザー</translation>
    </message>
    <message>
        <source>&amp;Composer</source>
        <translation>コンポーザー(&amp;C)</translation>
    </message>
    <message>
        <source>S&amp;how the composer</source>
        <translation>コンポーザーを表示(&amp;H)</translation>
    </message>
    <message>
        <source>Close the composer</source>
        <translation>コンポーザーを閉じる</translation>
    </message>
</context>
<context>
    <name>broadcaster::ComposerTemplates</name>
    <message>
        <source>To all of a type</source>
        <translation>特定のタイプの全員へ</translation>
    </message>
    <message>
        <source>To one client</source>
        <translation>1 つのクライアントへ</translation>
    </message>
    <message>
        <source>To everyone</source>
        <translation>全員へ</translation>
    </message>
    <message>
        <source>GraphQL query</source>
        <translation>GraphQL クエリ</translation>
    </message>
    <message>
        <source>Query response</source>
        <translation>クエリへの応答</translation>
    </message>
    <message>
        <source>Ping the broker</source>
        <translation>ブローカーに Ping</translation>
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
        <translation>テンプレート</translation>
    </message>
    <message>
        <source>Begin with a message of one kind. Sending fills in %1.</source>
        <translation>種類を選んでメッセージを書き始めます。送信時に %1 が値に置き換わります。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>Messages that you have saved under a name (%1)</source>
        <translation>名前を付けて保存したメッセージ (%1)</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Ctrl+Up and Ctrl+Down step through earlier messages</source>
        <translation>Ctrl+↑ と Ctrl+↓ で以前のメッセージを順に表示</translation>
    </message>
    <message>
        <source>Earlier messages and drafts</source>
        <translation>以前のメッセージと下書き</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>整形</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConfigSection</name>
    <message>
        <source>%1: %2</source>
        <comment>a field, what is wrong</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectDialog</name>
    <message>
        <source>&amp;Keep the key in the keyring of the desktop</source>
        <translation>キーをデスクトップのキーリングに保存(&amp;K)</translation>
    </message>
    <message>
        <source>Connect to a broker</source>
        <translation>ブローカーに接続</translation>
    </message>
    <message>
        <source>wss://broker.example.com or 10.0.0.5:8787</source>
        <translation>wss://broker.example.com または 10.0.0.5:8787</translation>
    </message>
    <message>
        <source>Empty: the key that is kept</source>
        <translation>空欄：保存済みのキーを使用</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>アドレス(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Service key, or viewer key to look only</source>
        <translation>サービスキー（閲覧のみの場合は閲覧キー）(&amp;S)</translation>
    </message>
    <message>
        <source>This is not the address of a broker. Give one such as wss://broker.example.com or 10.0.0.5:8787.</source>
        <translation>ブローカーのアドレスではありません。wss://broker.example.com や 10.0.0.5:8787 のように入力してください。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConnectionBar</name>
    <message>
        <source>Connection</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>ブローカーは動作していません。「サーバー」ページで起動してください。</translation>
    </message>
    <message>
        <source>Choose a project or type its name.</source>
        <translation>プロジェクトを選ぶか、名前を入力してください。</translation>
    </message>
    <message>
        <source>No project can have this name.</source>
        <translation>この名前はプロジェクト名に使えません。</translation>
    </message>
    <message>
        <source>Connected as an admin client</source>
        <translation>admin クライアントとして接続済み</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>接続しています…</translation>
    </message>
    <message>
        <source>Not connected; sending connects</source>
        <translation>未接続（送信すると接続します）</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>切断</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationCopy</name>
    <message>
        <source>Nothing was copied: a report has room for %1 messages. Select fewer, or export them.</source>
        <translation>コピーしませんでした：レポートに入るメッセージは %1 件までです。選択を減らすか、エクスポートしてください。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied, with requests and replies.</source>
        <translation>
            <numerusform>リクエストと応答を含む %Ln 件のメッセージをコピーしました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) copied alone: requests and replies are found while the column Reply is shown.</source>
        <translation>
            <numerusform>%Ln 件のメッセージのみをコピーしました：リクエストと応答は、「応答」列を表示している間に検出されます。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationReport</name>
    <message>
        <source>Only the first %1 of %2 are quoted.</source>
        <translation>%2 のうち先頭の %1 だけを引用しています。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>A name and its value</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <extracomment>After a list of clients</extracomment>
        <translation>
            <numerusform>他 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>配信</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>ルール</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>The number of a message in a report, and its type</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>From</source>
        <translation>送信元</translation>
    </message>
    <message>
        <source>To</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>応答</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationText</name>
    <message>
        <source>Request %1 from %2 at %3</source>
        <extracomment>Type, sender, and time of a message</extracomment>
        <translation>%2 からのリクエスト %1（%3）</translation>
    </message>
    <message>
        <source>Error %1 from %2 at %3, after %4</source>
        <translation>%2 からのエラー %1（%3、所要時間 %4）</translation>
    </message>
    <message>
        <source>Reply %1 from %2 at %3, after %4</source>
        <translation>%2 からの応答 %1（%3、所要時間 %4）</translation>
    </message>
    <message numerus="yes">
        <source>%n more replies</source>
        <translation>
            <numerusform>他に応答 %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsEmpty</name>
    <message>
        <source>Start demo traffic</source>
        <translation>デモトラフィックを開始</translation>
    </message>
    <message>
        <source>No message has arrived yet</source>
        <translation>メッセージはまだ届いていません</translation>
    </message>
    <message>
        <source>As soon as a client answers another one, the times of its replies are listed here. Demo traffic has some.</source>
        <translation>クライアントが別のクライアントに応答すると、応答時間がここに表示されます。デモトラフィックにも応答が含まれています。</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>ブローカーは動作していません</translation>
    </message>
    <message>
        <source>Requests and replies are found in its messages. The Server page says where the broker listens, and why a start failed.</source>
        <translation>リクエストと応答はブローカーのメッセージから検出されます。待ち受けアドレスと、起動に失敗した場合の理由は「サーバー」ページにあります。</translation>
    </message>
    <message>
        <source>Requests and replies are being found</source>
        <translation>リクエストと応答を検出しています</translation>
    </message>
    <message>
        <source>%1 messages are left.</source>
        <translation>残り %1 件のメッセージ</translation>
    </message>
    <message>
        <source>No request and no reply was found</source>
        <translation>リクエストも応答も見つかりません</translation>
    </message>
    <message>
        <source>No request and no reply of %1 was found</source>
        <translation>%1 のリクエストも応答も見つかりません</translation>
    </message>
    <message>
        <source>A reply repeats a value of its request. If yours do so in another field, write its path above, such as payload.job.id. With the rule next, the next message back to the sender counts as the reply.</source>
        <translation>応答には、リクエストと同じ値が含まれます。別のフィールドを使っている場合は、そのパスを payload.job.id のように上の欄に入力してください。ルールを next にすると、送信元に返る次のメッセージを応答とみなします。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsModel</name>
    <message>
        <source>no type</source>
        <translation>タイプなし</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>ブローカー</translation>
    </message>
    <message>
        <source>any client</source>
        <translation>任意のクライアント</translation>
    </message>
    <message>
        <source>any %1</source>
        <translation>任意の %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>宛先不在</translation>
    </message>
    <message>
        <source>Half of the replies took at most so long.</source>
        <translation>応答の半数がこの時間以内でした。</translation>
    </message>
    <message>
        <source>95 of 100 replies took at most so long.</source>
        <translation>応答 100 件中 95 件がこの時間以内でした。</translation>
    </message>
    <message>
        <source>99 of 100 replies took at most so long.</source>
        <translation>応答 100 件中 99 件がこの時間以内でした。</translation>
    </message>
    <message>
        <source>Requests without a reply for 5 seconds or longer.</source>
        <translation>5 秒以上応答のないリクエスト。</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>リクエスト</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>応答元</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未応答</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsPage</name>
    <message>
        <source>Show messages</source>
        <translation>メッセージを表示</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>Shows the requests of the selected line, and the messages of the client that answers</source>
        <translation>選択した行のリクエストと、応答するクライアントのメッセージを表示します</translation>
    </message>
    <message>
        <source>&amp;Rule for replies</source>
        <translation>応答のルール(&amp;R)</translation>
    </message>
    <message>
        <source>Rule for replies</source>
        <translation>応答のルール</translation>
    </message>
    <message>
        <source>auto tries the usual fields. Otherwise write the path of a value that a reply repeats, such as payload.requestId, or id -&gt; payload.inReplyTo, or next: the next message back to the sender. Several have commas between them; the first that finds a request counts.</source>
        <translation>auto は一般的なフィールドを試します。それ以外は、応答に繰り返し現れる値のパスを payload.requestId や id -&gt; payload.inReplyTo のように書くか、next（送信元に返る次のメッセージ）を指定します。複数指定する場合はコンマで区切ります。最初にリクエストが見つかったものを採用します。</translation>
    </message>
    <message numerus="yes">
        <source>%n more projects</source>
        <translation>
            <numerusform>他 %n プロジェクト</numerusform>
        </translation>
    </message>
    <message>
        <source>Found in %1</source>
        <translation>検出ルール：%1</translation>
    </message>
    <message>
        <source>Choose a line to see its reply times.</source>
        <translation>行を選ぶと応答時間が表示されます。</translation>
    </message>
    <message>
        <source>%1, answered by %2: p95 as a line, p50 dashed</source>
        <extracomment>Type of a request, and the client that answers it</extracomment>
        <translation>%1（応答元：%2）：実線が p95、破線が p50</translation>
    </message>
    <message>
        <source>These requests have no reply.</source>
        <translation>これらのリクエストには応答がありません。</translation>
    </message>
    <message>
        <source>%1 requests and replies</source>
        <translation>リクエストと応答 %1 件</translation>
    </message>
    <message>
        <source>%1, %2 left out by a limit</source>
        <translation>%1（上限により %2 件を除外）</translation>
    </message>
</context>
<context>
    <name>broadcaster::ConversationsTable</name>
    <message>
        <source>Requests by type and answering client</source>
        <translation>タイプと応答元クライアント別のリクエスト</translation>
    </message>
</context>
<context>
    <name>broadcaster::CopyField</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>コピー：%1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピー済み</translation>
    </message>
</context>
<context>
    <name>broadcaster::CountsModel</name>
    <message>
        <source>All projects</source>
        <translation>全プロジェクト</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Not delivered</source>
        <translation>未配信</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>拒否</translation>
    </message>
</context>
<context>
    <name>broadcaster::CrossingSection</name>
    <message>
        <source>Sent, less arrived, under way and lost: it is 0, or the program has a fault</source>
        <translation>送信から到着、転送中、消失を引いた数です。0 でなければプログラムの不具合です</translation>
    </message>
    <message>
        <source>Messages to other brokers</source>
        <translation>他のブローカーへのメッセージ</translation>
    </message>
    <message>
        <source>From this broker to all others, since it started.</source>
        <translation>起動してから、このブローカーが他のすべてのブローカーへ送ったもの。</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>到着</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>転送中</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>unaccounted for</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>batches from others were not read: they were of another version, or not signed as they should be</source>
        <translation>他のブローカーからのバッチを読み取りませんでした：バージョンが異なるか、正しく署名されていません</translation>
    </message>
    <message>
        <source>No message was lost.</source>
        <translation>消失したメッセージはありません。</translation>
    </message>
    <message>
        <source>No message has left for another broker yet.</source>
        <translation>他のブローカーへ送ったメッセージはまだありません。</translation>
    </message>
</context>
<context>
    <name>broadcaster::DatabaseSection</name>
    <message>
        <source>Database</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>Keeps API keys and usage. Never messages.</source>
        <translation>API キーと利用状況を保存します。メッセージは保存しません。</translation>
    </message>
    <message>
        <source>Another database</source>
        <translation>別のデータベース</translation>
    </message>
    <message>
        <source>Another one: a file, or postgresql://user:password@host/database</source>
        <translation>別のデータベース：ファイル、または postgresql://user:password@host/database</translation>
    </message>
    <message>
        <source>It must be on one line.</source>
        <translation>1 行で入力してください。</translation>
    </message>
    <message>
        <source>Give a file, or a URL that begins with postgresql://.</source>
        <translation>ファイル、または postgresql:// で始まる URL を指定してください。</translation>
    </message>
    <message>
        <source>The URL is not valid. Special characters in it are percent-encoded: @ is %40.</source>
        <translation>URL が正しくありません。特殊文字はパーセントエンコードしてください（@ は %40）。</translation>
    </message>
    <message>
        <source>Another database needs a restart. Keys and usage are not copied to the new database.</source>
        <translation>別のデータベースに切り替えるには再起動が必要です。キーと利用状況は新しいデータベースにコピーされません。</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>ブローカーが動作していない間は使用されません。</translation>
    </message>
    <message>
        <source>Connected, everything counted is written.</source>
        <translation>接続済み。集計はすべて書き込まれています。</translation>
    </message>
    <message>
        <source>Connected. Messages counted and not yet written: %1.</source>
        <translation>接続済み。集計済みで未書き込みのメッセージ：%1 件。</translation>
    </message>
    <message>
        <source>Not connected; the broker tries again by itself. Messages counted and not yet written: %1.</source>
        <translation>未接続。ブローカーが自動的に再試行します。集計済みで未書き込みのメッセージ：%1 件。</translation>
    </message>
    <message>
        <source>Failed writes so far: %1. Last error: %2</source>
        <translation>これまでの書き込み失敗：%1 回。最後のエラー：%2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DecodedView</name>
    <message>
        <source>Decoded value as a tree</source>
        <translation>デコードした値（ツリー）</translation>
    </message>
    <message>
        <source>Decoded value as text</source>
        <translation>デコードした値（テキスト）</translation>
    </message>
    <message>
        <source>This value cannot be decoded after all.</source>
        <translation>この値はデコードできませんでした。</translation>
    </message>
    <message>
        <source>The first %1 of %2</source>
        <translation>%2 のうち先頭の %1</translation>
    </message>
    <message>
        <source>%1, %2 × %3, %4</source>
        <extracomment>Type of an image, width, height, size of its file</extracomment>
        <translation>%1、%2 × %3、%4</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryModel</name>
    <message>
        <source>%1 %2, %3</source>
        <extracomment>Role, id and outcome of the message: &quot;runtime 8f1c…, sent&quot;</extracomment>
        <translation>%1 %2、%3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>Name of a client, and outcome of the message: &quot;runtime 1, sent&quot;</extracomment>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryText</name>
    <message>
        <source>Sent to nobody</source>
        <translation>配信先なし</translation>
    </message>
    <message>
        <source>Sent to nobody, mirrored to %1</source>
        <translation>配信先なし、%1 件にミラー</translation>
    </message>
    <message>
        <source>Sent to %1 of %2</source>
        <translation>%2 件中 %1 件に送信</translation>
    </message>
    <message>
        <source>Sent to %1 of %2, mirrored to %3</source>
        <translation>%2 件中 %1 件に送信、%3 件にミラー</translation>
    </message>
    <message>
        <source>Answered by the broker</source>
        <translation>ブローカーが応答</translation>
    </message>
    <message>
        <source>Not recorded: the file does not hold the receivers</source>
        <translation>記録なし：ファイルに宛先の情報がありません</translation>
    </message>
    <message>
        <source>Rejected, delivered to nobody</source>
        <translation>拒否されたため、配信先なし</translation>
    </message>
    <message>
        <source>%1 queued</source>
        <translation>キュー待ち %1 件</translation>
    </message>
    <message>
        <source>%1 dropped: too slow</source>
        <translation>破棄 %1 件：低速</translation>
    </message>
    <message>
        <source>%1 dropped: connection lost</source>
        <translation>破棄 %1 件：接続切れ</translation>
    </message>
    <message>
        <source>Sent: handed to the operating system. This does not say that the program at the other end has read it.
Queued: waits in the broker for a client that does not keep up.
Dropped: will not arrive, because the client was too slow or its connection ended first.
Passed on: another broker of the cluster has the client, and knows how far the message has come.</source>
        <translation>送信済み：オペレーティングシステムに渡しました。相手のプログラムが読んだことを意味するものではありません。
キュー待ち：クライアントの処理が追いつかないため、ブローカー内で待機しています。
破棄：クライアントが遅すぎたか、先に接続が切れたため、届きません。
転送済み：クライアントはクラスター内の別のブローカーに接続しており、メッセージがどこまで届いたかはそのブローカーが把握しています。</translation>
    </message>
    <message>
        <source>By rule 1: no client of this project has this id. It may have reconnected: ids are never reused.</source>
        <translation>ルール 1：この ID のクライアントはプロジェクトにありません。再接続した可能性があります（ID は再利用されません）。</translation>
    </message>
    <message>
        <source>By rule 1: to.id names a client of this project.</source>
        <translation>ルール 1：to.id がこのプロジェクトのクライアントを指定しています。</translation>
    </message>
    <message>
        <source>By rule 2: no client of type %1 is connected except the sender.</source>
        <translation>ルール 2：送信元以外に、タイプ %1 のクライアントは接続していません。</translation>
    </message>
    <message>
        <source>By rule 2: “%1” is not a type. There are runtime, data-agent and admin.</source>
        <translation>ルール 2：「%1」というタイプはありません。有効なタイプは runtime、data-agent、admin です。</translation>
    </message>
    <message>
        <source>By rule 2: to.type names every client of that type except the sender.</source>
        <translation>ルール 2：to.type が、送信元を除くそのタイプのすべてのクライアントを指定しています。</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, and nobody else is connected except admins, which get no broadcasts.</source>
        <translation>ルール 3：宛先の指定がありません。admin（ブロードキャストを受け取らない）以外に接続中のクライアントはありません。</translation>
    </message>
    <message>
        <source>By rule 3: it names no receiver, so it is for everyone but the sender and admins.</source>
        <translation>ルール 3：宛先の指定がないため、送信元と admin を除く全員に送られます。</translation>
    </message>
    <message>
        <source>A PING is for the broker itself: its PONG goes to the sender alone.</source>
        <translation>PING はブローカー自身に宛てたものです。PONG は送信元だけに返されます。</translation>
    </message>
    <message>
        <source>The message was invalid. The error that the sender got says why.</source>
        <translation>メッセージが不正でした。理由は、送信元に返されたエラーにあります。</translation>
    </message>
    <message>
        <source>The broker said it to this client alone.</source>
        <translation>ブローカーがこのクライアントだけに送ったものです。</translation>
    </message>
    <message>
        <source>The broker said it to everyone in the project.</source>
        <translation>ブローカーがプロジェクトの全員に送ったものです。</translation>
    </message>
    <message>
        <source>The broker said it to the client whose message was at fault.</source>
        <translation>ブローカーが、不正なメッセージを送ったクライアントに送ったものです。</translation>
    </message>
</context>
<context>
    <name>broadcaster::DeliveryView</name>
    <message>
        <source>Delivery to each client</source>
        <translation>各クライアントへの配信</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients.</source>
        <translation>キャプチャファイルには接続中のクライアントの情報がありません。</translation>
    </message>
    <message>
        <source>A capture file does not hold the connected clients: only clients that had not got the message are listed.</source>
        <translation>キャプチャファイルには接続中のクライアントの情報がありません：メッセージが届かなかったクライアントだけを表示しています。</translation>
    </message>
    <message>
        <source>No message is selected.</source>
        <translation>メッセージが選択されていません。</translation>
    </message>
    <message>
        <source>The broker no longer knows the clients of that time. It remembers only the latest arrivals and departures.</source>
        <translation>ブローカーには当時のクライアントの情報が残っていません。記憶しているのは最近の接続と切断だけです。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln clients that have not got the message are counted above, but shown below as if it had been sent to them.</source>
        <translation>
            <numerusform>メッセージが届いていない %Ln 件のクライアントは、上では集計に含まれていますが、下では送信済みとして表示されています。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are connected to other brokers. They count as sent above.</source>
        <translation>
            <numerusform>そのうち %Ln 件は別のブローカーに接続しています。上では送信済みとして数えています。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailFollower</name>
    <message>
        <source>Details of the newest message</source>
        <translation>最新メッセージの詳細</translation>
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
        <translation>メッセージの表示方法</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>ツリー</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Raw</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>配信</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Actions on the details</source>
        <translation>詳細の操作</translation>
    </message>
    <message>
        <source>Hide the details (Ctrl+D)</source>
        <translation>詳細を隠す (Ctrl+D)</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>メッセージ内を検索</translation>
    </message>
    <message>
        <source>Find the next place</source>
        <translation>次を検索</translation>
    </message>
    <message>
        <source>Find the previous place</source>
        <translation>前を検索</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>すべて展開</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>すべて折りたたむ</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>メッセージをコピー</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>Sender and receiver of a message, and its size</extracomment>
        <translation>%1、%2、%3</translation>
    </message>
</context>
<context>
    <name>broadcaster::DetailPlace</name>
    <message>
        <source>Message details</source>
        <translation>メッセージの詳細</translation>
    </message>
    <message>
        <source>Place of the details</source>
        <translation>詳細の位置</translation>
    </message>
    <message>
        <source>&amp;Automatic: at the right of wide windows</source>
        <translation>自動（広いウィンドウでは右側）(&amp;A)</translation>
    </message>
    <message>
        <source>At the &amp;right</source>
        <translation>右側(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Below</source>
        <translation>下側(&amp;B)</translation>
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
        <translation>HAR、ブラウザー用 (*.har)</translation>
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
        <translation>すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>broadcaster::EngineSection</name>
    <message>
        <source>Redis servers</source>
        <translation>Redis サーバー</translation>
    </message>
    <message>
        <source>Redis</source>
        <translation>Redis</translation>
    </message>
    <message>
        <source>The servers that carry messages from broker to broker.</source>
        <translation>ブローカー間のメッセージを中継するサーバーです。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorLine</name>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
</context>
<context>
    <name>broadcaster::ErrorText</name>
    <message>
        <source>The broker does not accept a value.</source>
        <translation>ブローカーが受け付けない値があります。</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>すでに存在しません。</translation>
    </message>
    <message>
        <source>You do not have the right to do this.</source>
        <translation>この操作を行う権限がありません。</translation>
    </message>
    <message>
        <source>It does not fit the state that the broker is in. Try again.</source>
        <translation>ブローカーの現在の状態では実行できません。もう一度お試しください。</translation>
    </message>
    <message>
        <source>The address is in use by another program. Stop that one or choose another port.</source>
        <translation>アドレスは別のプログラムが使用中です。そのプログラムを停止するか、別のポートを選んでください。</translation>
    </message>
    <message>
        <source>There is no permission to listen on the address. Choose a port above 1023.</source>
        <translation>このアドレスで待ち受ける権限がありません。1023 より大きいポートを選んでください。</translation>
    </message>
    <message>
        <source>The address is not one of this machine.</source>
        <translation>このマシンのアドレスではありません。</translation>
    </message>
    <message>
        <source>The certificate or its key cannot be used.</source>
        <translation>証明書またはその秘密鍵を使用できません。</translation>
    </message>
    <message>
        <source>The database cannot be created. Name another file.</source>
        <translation>データベースを作成できません。別のファイルを指定してください。</translation>
    </message>
    <message>
        <source>The database cannot be used. Check its server or its file.</source>
        <translation>データベースを使用できません。サーバーまたはファイルを確認してください。</translation>
    </message>
    <message>
        <source>A newer version of this program has written the database. Update the program.</source>
        <translation>データベースは、このプログラムの新しいバージョンで書き込まれています。プログラムを更新してください。</translation>
    </message>
    <message>
        <source>The database is damaged. Restore it from a backup.</source>
        <translation>データベースが破損しています。バックアップから復元してください。</translation>
    </message>
    <message>
        <source>The database cannot be written to. Give the broker the right to write it.</source>
        <translation>データベースに書き込めません。ブローカーに書き込み権限を与えてください。</translation>
    </message>
    <message>
        <source>Another program holds the database. Close it, or wait until it is done.</source>
        <translation>別のプログラムがデータベースを使用中です。そのプログラムを終了するか、完了するまでお待ちください。</translation>
    </message>
    <message>
        <source>The disk with the database is full. Make room; nothing counted is lost until then.</source>
        <translation>データベースのあるディスクがいっぱいです。空きを増やしてください。それまで集計が失われることはありません。</translation>
    </message>
    <message>
        <source>The database denies the broker a right, or refuses its password.</source>
        <translation>データベースがブローカーの権限を拒否しているか、パスワードを受け付けません。</translation>
    </message>
    <message>
        <source>A setting of the database, or of the way to it, must be changed.</source>
        <translation>データベースまたはその接続経路の設定を変更する必要があります。</translation>
    </message>
    <message>
        <source>The database cannot store a value.</source>
        <translation>データベースに保存できない値があります。</translation>
    </message>
    <message>
        <source>The broker is too busy. Try again in a moment.</source>
        <translation>ブローカーが混雑しています。しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>The broker is not running. Start it on the Server page.</source>
        <translation>ブローカーは動作していません。「サーバー」ページで起動してください。</translation>
    </message>
    <message>
        <source>%1 is in use by %2. Stop that program, or choose another port; 0 takes any free one.</source>
        <translation>%1 は %2 が使用中です。そのプログラムを停止するか、別のポートを選んでください。0 を指定すると空いているポートを使います。</translation>
    </message>
    <message>
        <source>The project needs a name.</source>
        <translation>プロジェクト名を入力してください。</translation>
    </message>
    <message>
        <source>The name of the project has %1 bytes; at most %2 are allowed.</source>
        <translation>プロジェクト名が %1 バイトあります。上限は %2 バイトです。</translation>
    </message>
    <message>
        <source>The name of the project is not UTF-8.</source>
        <translation>プロジェクト名が UTF-8 ではありません。</translation>
    </message>
    <message>
        <source>The name of the project has a control character, which is not allowed.</source>
        <translation>プロジェクト名に、使用できない制御文字が含まれています。</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4.</source>
        <translation>%1：%2 は %3～%4 にしてください。</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 bytes.</source>
        <translation>%1：%2 は %3～%4 バイトにしてください。</translation>
    </message>
    <message>
        <source>%1: %2 must be %3 to %4 seconds.</source>
        <translation>%1：%2 は %3～%4 秒にしてください。</translation>
    </message>
    <message>
        <source>%1: at most %2 are allowed.</source>
        <translation>%1：%2 個まで指定できます。</translation>
    </message>
    <message>
        <source>%1: at most %2 bytes are allowed.</source>
        <translation>%1：上限は %2 バイトです。</translation>
    </message>
    <message>
        <source>%1: a value is needed.</source>
        <translation>%1：値を入力してください。</translation>
    </message>
    <message>
        <source>%1: “%2” is there twice.</source>
        <translation>%1：「%2」が重複しています。</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address, such as 127.0.0.1, ::1 or 0.0.0.0.</source>
        <translation>%1：「%2」は IP アドレスではありません（例：127.0.0.1、::1、0.0.0.0）。</translation>
    </message>
    <message>
        <source>%1: “%2” is not an IP address or a network, such as 10.0.0.0/8.</source>
        <translation>%1：「%2」は IP アドレスでもネットワークでもありません（例：10.0.0.0/8）。</translation>
    </message>
    <message>
        <source>%1: “%2” is not an origin, such as https://app.example.com, or *.</source>
        <translation>%1：「%2」はオリジンではありません（例：https://app.example.com、*）。</translation>
    </message>
    <message>
        <source>%1: “%2” is not a host, such as broker.example.com.</source>
        <translation>%1：「%2」はホスト名ではありません（例：broker.example.com）。</translation>
    </message>
    <message>
        <source>%1: the value is not the address of a Redis server, such as redis://redis.example.com:6379, with special characters of the password percent-encoded.</source>
        <translation>%1：Redis サーバーのアドレスではありません（例：redis://redis.example.com:6379）。パスワードの特殊文字はパーセントエンコードしてください。</translation>
    </message>
    <message>
        <source>%1: “%2” must have 1 to 64 letters, digits, dots, hyphens and underscores.</source>
        <translation>%1：「%2」には 1～64 文字の英字、数字、ドット、ハイフン、アンダースコアを使用してください。</translation>
    </message>
    <message>
        <source>%1 needs %2, too.</source>
        <translation>%1 には %2 も必要です。</translation>
    </message>
    <message>
        <source>%1 is in use by another program. Stop that one, or choose another port; 0 takes any free one.</source>
        <translation>%1 は別のプログラムが使用中です。そのプログラムを停止するか、別のポートを選んでください。0 を指定すると空いているポートを使います。</translation>
    </message>
    <message>
        <source>There is no permission to listen on %1. Ports below 1024 need privileges: choose a higher one.</source>
        <translation>%1 で待ち受ける権限がありません。1024 未満のポートには特権が必要です。より大きいポートを選んでください。</translation>
    </message>
    <message>
        <source>The broker cannot listen on %1 (%2). Give an address of this machine.</source>
        <translation>%1 で待ち受けできません（%2）。このマシンのアドレスを指定してください。</translation>
    </message>
    <message>
        <source>The certificate file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>証明書ファイル %1 を読み取れません（%2）。ブローカーが読み取れるファイルを指定してください。</translation>
    </message>
    <message>
        <source>The certificate file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>証明書ファイル %1 が %2 バイトを超えています。PEM ファイルを指定してください。</translation>
    </message>
    <message>
        <source>The certificate file %1 holds no certificate. It must be PEM, with the server&apos;s certificate first and its signers behind it.</source>
        <translation>証明書ファイル %1 に証明書がありません。サーバーの証明書を先頭に、その後に署名者の証明書を並べた PEM 形式のファイルにしてください。</translation>
    </message>
    <message>
        <source>The certificate file %1 is damaged at certificate %2 (%3). Make it anew.</source>
        <translation>証明書ファイル %1 の %2 番目の証明書が破損しています（%3）。作り直してください。</translation>
    </message>
    <message>
        <source>OpenSSL refuses the certificate in %1 (%2). Make one with a key of 2048 bits or more, or P-256.</source>
        <translation>OpenSSL が %1 の証明書を受け付けません（%2）。2048 ビット以上の鍵、または P-256 で作成してください。</translation>
    </message>
    <message>
        <source>The key file %1 cannot be read (%2). Name a file that the broker may read.</source>
        <translation>鍵ファイル %1 を読み取れません（%2）。ブローカーが読み取れるファイルを指定してください。</translation>
    </message>
    <message>
        <source>The key file %1 has more than %2 bytes. Name a PEM file.</source>
        <translation>鍵ファイル %1 が %2 バイトを超えています。PEM ファイルを指定してください。</translation>
    </message>
    <message>
        <source>The key file %1 is open to others than its owner. Run chmod 600 on it.</source>
        <translation>鍵ファイル %1 に所有者以外もアクセスできます。chmod 600 を実行してください。</translation>
    </message>
    <message>
        <source>The key file %1 has a passphrase. Take it off with openssl pkey.</source>
        <translation>鍵ファイル %1 にパスフレーズが設定されています。openssl pkey で解除してください。</translation>
    </message>
    <message>
        <source>The key file %1 holds no private key (%2). It must be PEM.</source>
        <translation>鍵ファイル %1 に秘密鍵がありません（%2）。PEM 形式にしてください。</translation>
    </message>
    <message>
        <source>The key in %1 does not belong to the certificate in %2. Name the key that the certificate was made for.</source>
        <translation>%1 の鍵は %2 の証明書のものではありません。証明書に対応する鍵を指定してください。</translation>
    </message>
    <message>
        <source>OpenSSL cannot be used (%1).</source>
        <translation>OpenSSL を使用できません（%1）。</translation>
    </message>
    <message>
        <source>The database URL begins with %1://, which is not supported. Give the path of a SQLite file or a postgresql:// URL.</source>
        <translation>データベース URL の %1:// には対応していません。SQLite ファイルのパス、または postgresql:// の URL を指定してください。</translation>
    </message>
    <message>
        <source>The database URL is not valid: two hexadecimal digits must follow each %. Write % itself as %25.</source>
        <translation>データベース URL が正しくありません：% の後には 16 進数 2 桁が必要です。% 自体は %25 と書きます。</translation>
    </message>
    <message>
        <source>The database URL is not valid: a percent-encoded part is not UTF-8.</source>
        <translation>データベース URL が正しくありません：パーセントエンコードされた部分が UTF-8 ではありません。</translation>
    </message>
    <message>
        <source>The database URL is not valid: a part contains the character U+0000.</source>
        <translation>データベース URL が正しくありません：文字 U+0000 が含まれています。</translation>
    </message>
    <message>
        <source>The database URL is not valid: the port is not a number from 1 to 65535.</source>
        <translation>データベース URL が正しくありません：ポートが 1～65535 の数値ではありません。</translation>
    </message>
    <message>
        <source>The database URL is not valid: it names several hosts, and only one is supported.</source>
        <translation>データベース URL が正しくありません：ホストが複数指定されています。指定できるのは 1 つだけです。</translation>
    </message>
    <message>
        <source>The database URL is not valid: the IPv6 address must end with ], and only the port may follow.</source>
        <translation>データベース URL が正しくありません：IPv6 アドレスは ] で終わり、その後に続けられるのはポートだけです。</translation>
    </message>
    <message>
        <source>The database URL is not valid: an option does not have the form name=value.</source>
        <translation>データベース URL が正しくありません：オプションが name=value の形式ではありません。</translation>
    </message>
    <message>
        <source>The database URL is not valid: the option %1 is not known.</source>
        <translation>データベース URL が正しくありません：不明なオプション %1 があります。</translation>
    </message>
    <message>
        <source>The database URL is not valid: %1 cannot have this value.</source>
        <translation>データベース URL が正しくありません：%1 にこの値は指定できません。</translation>
    </message>
    <message>
        <source>The database URL is not valid: an @ comes after a / or ?. Write @, / and ? in a password as %40, %2F and %3F.</source>
        <translation>データベース URL が正しくありません：/ または ? の後に @ があります。パスワード内の @、/、? は %40、%2F、%3F と書いてください。</translation>
    </message>
    <message>
        <source>The database is missing. Give the path of a file or a postgresql:// URL.</source>
        <translation>データベースが指定されていません。ファイルのパス、または postgresql:// の URL を指定してください。</translation>
    </message>
    <message>
        <source>The path of the database contains the character U+0000.</source>
        <translation>データベースのパスに文字 U+0000 が含まれています。</translation>
    </message>
    <message>
        <source>The database :memory: would lose every key. Give the path of a file.</source>
        <translation>データベース :memory: ではすべてのキーが失われます。ファイルのパスを指定してください。</translation>
    </message>
    <message>
        <source>The database %1 cannot be created, because its folder %2 cannot be. Create the folder or name another file.</source>
        <translation>フォルダー %2 を作成できないため、データベース %1 を作成できません。フォルダーを作成するか、別のファイルを指定してください。</translation>
    </message>
    <message>
        <source>The database %1 cannot be created (%2). Give the broker the right to write its folder, or name another file.</source>
        <translation>データベース %1 を作成できません（%2）。ブローカーにフォルダーへの書き込み権限を与えるか、別のファイルを指定してください。</translation>
    </message>
    <message>
        <source>The database %1 is not a file. Name a file.</source>
        <translation>データベース %1 はファイルではありません。ファイルを指定してください。</translation>
    </message>
    <message>
        <source>The database %1 cannot be read. Give the broker the right to read and write it.</source>
        <translation>データベース %1 を読み取れません。ブローカーに読み取りと書き込みの権限を与えてください。</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it.</source>
        <translation>データベース %1 に書き込めません。ブローカーに書き込み権限を与えてください。</translation>
    </message>
    <message>
        <source>The database %1 is in a folder that cannot be written to, where SQLite needs to keep its log. Give the broker the right to write the folder.</source>
        <translation>データベース %1 のフォルダーに書き込めません。SQLite はここにログを置く必要があります。ブローカーにフォルダーへの書き込み権限を与えてください。</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another.</source>
        <translation>データベース %1 は破損しているか、データベースではありません。バックアップから復元するか、別のデータベースを指定してください。</translation>
    </message>
    <message>
        <source>The database %1 is damaged (%2). Restore it from a backup.</source>
        <translation>データベース %1 が破損しています（%2）。バックアップから復元してください。</translation>
    </message>
    <message>
        <source>The database %1 has the encoding %2, which cannot hold every name. Name a database with UTF-8: CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</source>
        <translation>データベース %1 の文字エンコーディングは %2 で、すべての名前を保存することはできません。UTF-8 のデータベースを指定してください：CREATE DATABASE broadcaster ENCODING &apos;UTF8&apos; TEMPLATE template0;</translation>
    </message>
    <message>
        <source>The database %1 only lets itself be read and may be a standby. Name the primary server.</source>
        <translation>データベース %1 は読み取り専用で、スタンバイの可能性があります。プライマリサーバーを指定してください。</translation>
    </message>
    <message>
        <source>The database %1 was written by a newer version of this program (schema %2, known is %3). Update the program or name another database.</source>
        <translation>データベース %1 は、このプログラムの新しいバージョンで書き込まれています（スキーマ %2、対応は %3）。プログラムを更新するか、別のデータベースを指定してください。</translation>
    </message>
    <message>
        <source>The database %1 needs Qt&apos;s SQL driver %2, which is not installed.</source>
        <translation>データベース %1 に必要な Qt の SQL ドライバー %2 がインストールされていません。</translation>
    </message>
    <message>
        <source>The database does not answer. Try again later.</source>
        <translation>データベースが応答しません。後でもう一度お試しください。</translation>
    </message>
    <message>
        <source>The database is too slow: %1 jobs wait for it. Try again later.</source>
        <translation>データベースが遅すぎます：%1 件の処理が待機しています。後でもう一度お試しください。</translation>
    </message>
    <message>
        <source>The database %1 took too long. Try again.</source>
        <translation>データベース %1 の処理に時間がかかりすぎました。もう一度お試しください。</translation>
    </message>
    <message>
        <source>The database %1 gave other rows than requested. Check whether another program shares its connection.</source>
        <translation>データベース %1 が、要求と異なる行を返しました。別のプログラムが接続を共有していないか確認してください。</translation>
    </message>
    <message>
        <source>The file of the database %1 is missing. Move it back, or stop the broker and restore a backup.</source>
        <translation>データベース %1 のファイルがありません。元の場所に戻すか、ブローカーを停止してバックアップを復元してください。</translation>
    </message>
    <message>
        <source>The database %1 was replaced by another file. Move the first back, or restart the broker to use this one.</source>
        <translation>データベース %1 が別のファイルに置き換えられました。元のファイルを戻すか、ブローカーを再起動してこのファイルを使用してください。</translation>
    </message>
    <message>
        <source>The database %1 is locked by another program or too busy. End the program that holds it, and try again. (%2)</source>
        <translation>データベース %1 は別のプログラムにロックされているか、混雑しています。使用中のプログラムを終了して、もう一度お試しください。（%2）</translation>
    </message>
    <message>
        <source>The database %1 cannot be written to. Give the broker the right to write it. (%2)</source>
        <translation>データベース %1 に書き込めません。ブローカーに書き込み権限を与えてください。（%2）</translation>
    </message>
    <message>
        <source>The database %1 is damaged or not a database. Restore it from a backup or name another. (%2)</source>
        <translation>データベース %1 は破損しているか、データベースではありません。バックアップから復元するか、別のデータベースを指定してください。（%2）</translation>
    </message>
    <message>
        <source>The database %1 has no space left. Free some on its disk. (%2)</source>
        <translation>データベース %1 の空き容量がありません。ディスクの空きを増やしてください。（%2）</translation>
    </message>
    <message>
        <source>The database %1 cannot store a value. (%2)</source>
        <translation>データベース %1 に保存できない値があります。（%2）</translation>
    </message>
    <message>
        <source>The database %1 refused a duplicate. (%2)</source>
        <translation>データベース %1 が重複を拒否しました。（%2）</translation>
    </message>
    <message>
        <source>The database %1 cannot be used. (%2)</source>
        <translation>データベース %1 を使用できません。（%2）</translation>
    </message>
    <message>
        <source>The database %1 cannot be reached over TLS. Correct sslmode, sslrootcert, sslcert and sslkey in the URL, or the server&apos;s certificate. (%2)</source>
        <translation>データベース %1 に TLS で接続できません。URL の sslmode、sslrootcert、sslcert、sslkey、またはサーバーの証明書を修正してください。（%2）</translation>
    </message>
    <message>
        <source>The database %1 does not exist. Create it: CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0; (%2)</source>
        <translation>データベース %1 は存在しません。作成してください：CREATE DATABASE %4 OWNER %3 ENCODING &apos;UTF8&apos; TEMPLATE template0;（%2）</translation>
    </message>
    <message>
        <source>The database %1 refuses the password. Correct it in the URL, or set it: ALTER ROLE %3 PASSWORD &apos;...&apos;; (%2)</source>
        <translation>データベース %1 がパスワードを受け付けません。URL で修正するか、次のように設定してください：ALTER ROLE %3 PASSWORD &apos;...&apos;;（%2）</translation>
    </message>
    <message>
        <source>The database %1 does not let the broker in. Create the role (CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;) or allow it in pg_hba.conf. (%2)</source>
        <translation>データベース %1 がブローカーの接続を許可しません。ロールを作成する（CREATE ROLE %3 LOGIN PASSWORD &apos;...&apos;;）か、pg_hba.conf で許可してください。（%2）</translation>
    </message>
    <message>
        <source>The database %1 may not be connected to. Run as its owner: GRANT CONNECT ON DATABASE %4 TO %3; (%2)</source>
        <translation>データベース %1 に接続する権限がありません。所有者として実行してください：GRANT CONNECT ON DATABASE %4 TO %3;（%2）</translation>
    </message>
    <message>
        <source>The database %1 denies the broker a right. Run as its owner: GRANT USAGE, CREATE ON SCHEMA public TO %3; and, where the tables belong to another role: GRANT ALL ON ALL TABLES IN SCHEMA public TO %3; (%2)</source>
        <translation>データベース %1 がブローカーの権限を拒否しています。所有者として実行してください：GRANT USAGE, CREATE ON SCHEMA public TO %3; テーブルが別のロールのものである場合は、さらに：GRANT ALL ON ALL TABLES IN SCHEMA public TO %3;（%2）</translation>
    </message>
    <message>
        <source>There is no active API key for the project %1.</source>
        <translation>プロジェクト %1 には有効な API キーがありません。</translation>
    </message>
    <message>
        <source>The project %1 has an active API key already.</source>
        <translation>プロジェクト %1 にはすでに有効な API キーがあります。</translation>
    </message>
    <message>
        <source>%1: at most %2 characters are allowed.</source>
        <translation>%1：上限は %2 文字です。</translation>
    </message>
    <message>
        <source>%1: the character U+0000 is not allowed.</source>
        <translation>%1：文字 U+0000 は使用できません。</translation>
    </message>
    <message>
        <source>%1: half of a surrogate pair is not text.</source>
        <translation>%1：サロゲートペアの片方だけではテキストになりません。</translation>
    </message>
    <message>
        <source>A text contains U+0000 or half of a surrogate pair, which no database can store.</source>
        <translation>テキストに U+0000 またはサロゲートペアの片方だけが含まれています。これはデータベースに保存できません。</translation>
    </message>
    <message>
        <source>The broker or the project %1 has no room for another connection. Disconnect a client, or raise the limit on the Server page.</source>
        <translation>ブローカーまたはプロジェクト %1 の接続数が上限に達しています。クライアントを切断するか、「サーバー」ページで上限を上げてください。</translation>
    </message>
    <message>
        <source>The composer could not connect to %1: %2</source>
        <translation>コンポーザーが %1 に接続できませんでした：%2</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed in the window or by an operator. Connect again to go on.</source>
        <translation>コンポーザーと %1 の接続が、ウィンドウまたはオペレーターによって閉じられました。続けるには再接続してください。</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 was closed because the window could not read as fast as messages came. Connect again to go on.</source>
        <translation>ウィンドウの読み取りがメッセージの受信に追いつかなかったため、コンポーザーと %1 の接続が閉じられました。続けるには再接続してください。</translation>
    </message>
    <message>
        <source>The composer&apos;s connection to %1 ended with close code %2. %3</source>
        <translation>コンポーザーと %1 の接続がクローズコード %2 で終了しました。%3</translation>
    </message>
    <message>
        <source>Choose a project to connect to.</source>
        <translation>接続するプロジェクトを選んでください。</translation>
    </message>
    <message>
        <source>The composer is connected to %1 projects already, and that is the most. Disconnect from one first.</source>
        <translation>コンポーザーはすでに上限の %1 件のプロジェクトに接続しています。先にいずれかを切断してください。</translation>
    </message>
    <message>
        <source>The composer disconnected before the message was sent.</source>
        <translation>メッセージを送信する前に、コンポーザーの接続が切断されました。</translation>
    </message>
    <message>
        <source>Too much waits to be sent to %1. Try again in a moment.</source>
        <translation>%1 への送信待ちが多すぎます。しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>ブローカーに接続されていません。</translation>
    </message>
    <message>
        <source>The message is too big.</source>
        <translation>メッセージが大きすぎます。</translation>
    </message>
    <message>
        <source>The message is not a JSON object.</source>
        <translation>メッセージが JSON オブジェクトではありません。</translation>
    </message>
    <message>
        <source>The field “from” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>フィールド「from」がエンベロープに複数あります。1 つだけにするか、省略してください。</translation>
    </message>
    <message>
        <source>The field “to” appears more than once in the envelope. Write it once or leave it out.</source>
        <translation>フィールド「to」がエンベロープに複数あります。1 つだけにするか、省略してください。</translation>
    </message>
    <message>
        <source>The field “to” must be an object or null.</source>
        <translation>フィールド「to」はオブジェクトまたは null でなければなりません。</translation>
    </message>
    <message>
        <source>The “id” in the field “to” must be a string.</source>
        <translation>フィールド「to」の「id」は文字列でなければなりません。</translation>
    </message>
    <message>
        <source>The “type” in the field “to” must be a string.</source>
        <translation>フィールド「to」の「type」は文字列でなければなりません。</translation>
    </message>
    <message>
        <source>A PING is for the broker alone. Give the message another type.</source>
        <translation>PING はブローカー専用です。メッセージに別のタイプを指定してください。</translation>
    </message>
    <message>
        <source>The client sent more messages a second than it may.</source>
        <translation>クライアントが、許可された 1 秒あたりの件数を超えてメッセージを送信しました。</translation>
    </message>
    <message>
        <source>The clients that were connected then are no longer known: the message is too old.</source>
        <translation>メッセージが古いため、当時接続していたクライアントの情報は残っていません。</translation>
    </message>
</context>
<context>
    <name>broadcaster::FiguresSection</name>
    <message>
        <source>the client was done</source>
        <translation>クライアントが終了した</translation>
    </message>
    <message>
        <source>the broker stopped, or the client&apos;s page was left</source>
        <translation>ブローカーが停止した、またはクライアントのページから移動した</translation>
    </message>
    <message>
        <source>the client broke the WebSocket protocol</source>
        <translation>クライアントが WebSocket プロトコルに違反した</translation>
    </message>
    <message>
        <source>the client closed and gave no reason</source>
        <translation>クライアントが理由を示さずに閉じた</translation>
    </message>
    <message>
        <source>no close frame: the network, a proxy&apos;s timeout, or a crash</source>
        <translation>クローズフレームなし：ネットワーク、プロキシのタイムアウト、またはクラッシュ</translation>
    </message>
    <message>
        <source>a text message was not UTF-8</source>
        <translation>テキストメッセージが UTF-8 ではなかった</translation>
    </message>
    <message>
        <source>too many of its messages were invalid, or too much was unfinished</source>
        <translation>不正なメッセージが多すぎた、または未完了のデータが多すぎた</translation>
    </message>
    <message>
        <source>a message was larger than the limit</source>
        <translation>メッセージが上限より大きかった</translation>
    </message>
    <message>
        <source>an internal error</source>
        <translation>内部エラー</translation>
    </message>
    <message>
        <source>it was disconnected in the window, or by an operator&apos;s call</source>
        <translation>ウィンドウから、またはオペレーターの API 呼び出しで切断された</translation>
    </message>
    <message>
        <source>its API key was revoked</source>
        <translation>API キーが失効した</translation>
    </message>
    <message>
        <source>it read too slowly, and too much waited for it</source>
        <translation>読み取りが遅く、送信待ちが多くなりすぎた</translation>
    </message>
    <message>
        <source>it sent more than its rate allows</source>
        <translation>許可されたレートを超えて送信した</translation>
    </message>
    <message>
        <source>it answered no pings</source>
        <translation>Ping に応答しなかった</translation>
    </message>
    <message>
        <source>a reason of the client&apos;s own</source>
        <translation>クライアント独自の理由</translation>
    </message>
    <message>
        <source>No connection has ended yet.</source>
        <translation>終了した接続はまだありません。</translation>
    </message>
    <message>
        <source>refused since the start, because a limit was reached</source>
        <translation>起動後に上限に達したため拒否</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>統計</translation>
    </message>
    <message>
        <source>Connections now, and how they ended since the start.</source>
        <translation>現在の接続と、起動後に終了した接続の理由。</translation>
    </message>
    <message>
        <source>open, of %1 allowed</source>
        <translation>接続中（上限 %1）</translation>
    </message>
    <message>
        <source>open</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>ended with %1: %2</source>
        <translation>%1 で終了：%2</translation>
    </message>
    <message>
        <source>the cluster took the broker for dead, and it began anew</source>
        <translation>クラスターがブローカーを停止したものとみなし、ブローカーが最初からやり直した</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterBox</name>
    <message>
        <source>Fault in the filter</source>
        <translation>フィルターの誤り</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>No client with this id has been seen. The ids of clients are new on every connection.</source>
        <translation>この ID のクライアントは見つかっていません。クライアントの ID は接続するたびに変わります。</translation>
    </message>
    <message>
        <source>Clear the filter with this id</source>
        <translation>この ID のフィルターをクリア</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterEdit</name>
    <message>
        <source>Filter: a word, or type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</source>
        <translation>フィルター：単語、または type == &quot;docs&quot; &amp;&amp; size &gt; 4KiB</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Earlier filters</source>
        <translation>フィルターの履歴</translation>
    </message>
    <message>
        <source>Earlier filters (Down in the empty field)</source>
        <translation>フィルターの履歴 (空欄で ↓)</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>フィルターをクリア</translation>
    </message>
    <message>
        <source>Clear the filter (Esc)</source>
        <translation>フィルターをクリア (Esc)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>The name of an action, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>候補</translation>
    </message>
</context>
<context>
    <name>broadcaster::FilterText</name>
    <message>
        <source>a value in the payload, by its path</source>
        <translation>パスで指定したペイロード内の値</translation>
    </message>
    <message>
        <source>the message&apos;s own id</source>
        <translation>メッセージ自身の ID</translation>
    </message>
    <message>
        <source>a value anywhere in the message</source>
        <translation>メッセージ内の任意の場所の値</translation>
    </message>
    <message>
        <source>the project&apos;s name</source>
        <translation>プロジェクトの名前</translation>
    </message>
    <message>
        <source>the message&apos;s own name for its kind</source>
        <translation>メッセージ自身が示すタイプ</translation>
    </message>
    <message>
        <source>the sender&apos;s id</source>
        <translation>送信元の ID</translation>
    </message>
    <message>
        <source>the sender&apos;s type</source>
        <translation>送信元のタイプ</translation>
    </message>
    <message>
        <source>the client it was for</source>
        <translation>宛先のクライアント</translation>
    </message>
    <message>
        <source>the type it was for</source>
        <translation>宛先のタイプ</translation>
    </message>
    <message>
        <source>in bytes, or as 4KiB</source>
        <translation>バイト数、または 4KiB の形式</translation>
    </message>
    <message>
        <source>12:01:02, or -5m before now</source>
        <translation>12:01:02、または現在から遡って -5m</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error…</source>
        <translation>broadcast、routed、system、error…</translation>
    </message>
    <message>
        <source>how many it was sent to</source>
        <translation>送信先の数</translation>
    </message>
    <message>
        <source>the type of a request, also for its replies</source>
        <translation>リクエストのタイプ（その応答も対象）</translation>
    </message>
    <message>
        <source>answered, unanswered or error</source>
        <translation>answered、unanswered、error のいずれか</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s</source>
        <translation>応答までの時間（ms、または 1.5s の形式）</translation>
    </message>
    <message>
        <source>the id of the client that replies</source>
        <translation>応答するクライアントの ID</translation>
    </message>
    <message>
        <source>marked by you</source>
        <translation>自分でマークしたもの</translation>
    </message>
    <message>
        <source>your comment on it</source>
        <translation>自分で付けたコメント</translation>
    </message>
    <message>
        <source>the whole message</source>
        <translation>メッセージ全体</translation>
    </message>
    <message>
        <source>and</source>
        <translation>かつ</translation>
    </message>
    <message>
        <source>or</source>
        <translation>または</translation>
    </message>
    <message>
        <source>first element</source>
        <translation>最初の要素</translation>
    </message>
    <message>
        <source>is</source>
        <translation>等しい</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>等しくない</translation>
    </message>
    <message>
        <source>has this text</source>
        <translation>このテキストを含む</translation>
    </message>
    <message>
        <source>fits a regular expression</source>
        <translation>正規表現に一致</translation>
    </message>
    <message>
        <source>is more than</source>
        <translation>より大きい</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>以上</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>より小さい</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>以下</translation>
    </message>
    <message>
        <source>none of those it was for</source>
        <translation>宛先のいずれにも届いていない</translation>
    </message>
    <message>
        <source>some of them</source>
        <translation>宛先の一部</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>宛先のすべて</translation>
    </message>
    <message>
        <source>some have not taken it yet</source>
        <translation>まだ受け取っていない宛先がある</translation>
    </message>
    <message>
        <source>some will not get it</source>
        <translation>届かない宛先がある</translation>
    </message>
    <message>
        <source>some were too slow for it</source>
        <translation>遅すぎる宛先があった</translation>
    </message>
    <message>
        <source>some went before it was sent</source>
        <translation>送信前にいなくなった宛先があった</translation>
    </message>
    <message>
        <source>it has a reply, or is one</source>
        <translation>応答がある、または応答である</translation>
    </message>
    <message>
        <source>it has no reply so far</source>
        <translation>まだ応答がない</translation>
    </message>
    <message>
        <source>the reply reports an error</source>
        <translation>応答がエラーを報告している</translation>
    </message>
    <message>
        <source>one minute ago</source>
        <translation>1 分前</translation>
    </message>
    <message>
        <source>five minutes ago</source>
        <translation>5 分前</translation>
    </message>
    <message>
        <source>one hour ago</source>
        <translation>1 時間前</translation>
    </message>
    <message>
        <source>the broker itself</source>
        <translation>ブローカー自身</translation>
    </message>
    <message>
        <source>To compare, write == instead of =.</source>
        <translation>比較には「=」ではなく == を使います。</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; instead of &amp;.</source>
        <translation>条件の間には「&amp;」ではなく &amp;&amp; を使います。</translation>
    </message>
    <message>
        <source>Between two conditions write || instead of |.</source>
        <translation>条件の間には「|」ではなく || を使います。</translation>
    </message>
    <message>
        <source>The quote is never closed.</source>
        <translation>引用符が閉じられていません。</translation>
    </message>
    <message>
        <source>The filter is too long: it may have %1 characters.</source>
        <translation>フィルターが長すぎます：上限は %1 文字です。</translation>
    </message>
    <message>
        <source>The filter is nested too deeply.</source>
        <translation>フィルターの入れ子が深すぎます。</translation>
    </message>
    <message>
        <source>There is no ( for this ).</source>
        <translation>この ) に対応する ( がありません。</translation>
    </message>
    <message>
        <source>This ( is never closed.</source>
        <translation>この ( が閉じられていません。</translation>
    </message>
    <message>
        <source>Between two conditions write &amp;&amp; or ||.</source>
        <translation>条件の間には &amp;&amp; または || を使います。</translation>
    </message>
    <message>
        <source>This is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0].</source>
        <translation>パスではありません。payload.name、payload.&quot;any name&quot;、payload.list[0] のように書きます。</translation>
    </message>
    <message>
        <source>There is no field %1. Members of the payload are written payload.%1.</source>
        <translation>%1 というフィールドはありません。ペイロードのメンバーは payload.%1 と書きます。</translation>
    </message>
    <message>
        <source>There is no field %1. Is %2 meant?</source>
        <translation>%1 というフィールドはありません。%2 のことですか？</translation>
    </message>
    <message>
        <source>Here only == != &lt; &lt;= &gt; &gt;= can be used.</source>
        <translation>ここで使えるのは == != &lt; &lt;= &gt; &gt;= だけです。</translation>
    </message>
    <message>
        <source>%1 can be compared by == and != only.</source>
        <translation>%1 の比較に使えるのは == と != だけです。</translation>
    </message>
    <message>
        <source>After %1 a value must follow, such as %2.</source>
        <translation>%1 の後には値が必要です（例：%2）。</translation>
    </message>
    <message>
        <source>A number of receivers must follow, or nobody, partly, all, queued, dropped, too-slow or connection-lost.</source>
        <translation>宛先の数、または nobody、partly、all、queued、dropped、too-slow、connection-lost のいずれかが必要です。</translation>
    </message>
    <message>
        <source>A size must follow, such as 200 or 4KiB.</source>
        <translation>サイズが必要です（例：200、4KiB）。</translation>
    </message>
    <message>
        <source>A duration must follow, such as 250, 250ms, 1.5s or 2m.</source>
        <translation>時間の長さが必要です（例：250、250ms、1.5s、2m）。</translation>
    </message>
    <message>
        <source>One of answered, unanswered and error must follow.</source>
        <translation>answered、unanswered、error のいずれかが必要です。</translation>
    </message>
    <message>
        <source>A time must follow, such as 12:01:02.5, 2026-01-28T12:01 or -5m.</source>
        <translation>時刻が必要です（例：12:01:02.5、2026-01-28T12:01、-5m）。</translation>
    </message>
    <message>
        <source>Kinds of messages are %1.</source>
        <translation>メッセージの種類は %1 です。</translation>
    </message>
    <message>
        <source>Not a regular expression: %1.</source>
        <translation>正規表現ではありません：%1。</translation>
    </message>
    <message>
        <source>After %1 a condition must follow.</source>
        <translation>%1 の後には条件が必要です。</translation>
    </message>
    <message>
        <source>Before %1 a field must stand, such as type or payload.name.</source>
        <translation>%1 の前にはフィールドが必要です（例：type、payload.name）。</translation>
    </message>
    <message>
        <source>Before %1 a condition must stand.</source>
        <translation>%1 の前には条件が必要です。</translation>
    </message>
    <message>
        <source>the message has this text, in upper or lower case</source>
        <translation>メッセージがこのテキストを含む（大文字と小文字を区別しない）</translation>
    </message>
    <message>
        <source>it has both</source>
        <translation>両方を含む</translation>
    </message>
    <message>
        <source>it has these words, one behind the other</source>
        <translation>これらの単語をこの順に続けて含む</translation>
    </message>
    <message>
        <source>the type is exactly this</source>
        <translation>タイプが完全に一致する</translation>
    </message>
    <message>
        <source>the type fits a regular expression</source>
        <translation>タイプが正規表現に一致する</translation>
    </message>
    <message>
        <source>both hold</source>
        <translation>両方の条件を満たす</translation>
    </message>
    <message>
        <source>it was sent to nobody</source>
        <translation>誰にも送信されていない</translation>
    </message>
    <message>
        <source>somebody will not get it</source>
        <translation>届かない宛先がある</translation>
    </message>
    <message>
        <source>a request without a reply so far</source>
        <translation>まだ応答がないリクエスト</translation>
    </message>
    <message>
        <source>the reply took longer</source>
        <translation>応答時間がこれより長い</translation>
    </message>
    <message>
        <source>one of the two holds</source>
        <translation>どちらかの条件を満たす</translation>
    </message>
    <message>
        <source>the payload has such a member</source>
        <translation>ペイロードにこのメンバーがある</translation>
    </message>
    <message>
        <source>names that are not words are quoted</source>
        <translation>単語でない名前は引用符で囲む</translation>
    </message>
    <message>
        <source>a number inside the payload</source>
        <translation>ペイロード内の数値</translation>
    </message>
    <message>
        <source>it does not hold</source>
        <translation>条件を満たさない</translation>
    </message>
    <message>
        <source>of the last five minutes</source>
        <translation>直近 5 分間</translation>
    </message>
    <message>
        <source>the sender; the broker&apos;s own are from system</source>
        <translation>送信元。ブローカー自身のメッセージは system</translation>
    </message>
    <message>
        <source>id of the receiver</source>
        <translation>宛先の ID</translation>
    </message>
    <message>
        <source>broadcast, routed, system, error, ping or rejected</source>
        <translation>broadcast、routed、system、error、ping、rejected のいずれか</translation>
    </message>
    <message>
        <source>how many it was sent to; or nobody, partly, all, queued, dropped, too-slow, connection-lost</source>
        <translation>送信先の数、または nobody、partly、all、queued、dropped、too-slow、connection-lost</translation>
    </message>
    <message>
        <source>the time until the reply, in ms or as 1.5s; the id of its sender</source>
        <translation>応答までの時間（ms、または 1.5s の形式）、その送信元の ID</translation>
    </message>
    <message>
        <source>in bytes: 200, 4KiB, 1.5MB</source>
        <translation>バイト数：200、4KiB、1.5MB</translation>
    </message>
    <message>
        <source>12:01:02.5 today, 2026-01-28T12:01, -5m before now</source>
        <translation>12:01:02.5（今日）、2026-01-28T12:01、-5m（現在から遡る）</translation>
    </message>
    <message>
        <source>your marks and comments on messages</source>
        <translation>メッセージに付けたマークとコメント</translation>
    </message>
    <message>
        <source>the whole message, as it was on the wire</source>
        <translation>実際に送受信されたままのメッセージ全体</translation>
    </message>
    <message>
        <source>the message&apos;s own id, and anything else in it</source>
        <translation>メッセージ自身の ID と、その他の任意の値</translation>
    </message>
    <message>
        <source>is, is not; != holds where the field is missing</source>
        <translation>等しい、等しくない。!= はフィールドがない場合も該当</translation>
    </message>
    <message>
        <source>numbers, sizes, times; text by its letters</source>
        <translation>数値、サイズ、時刻。テキストは文字順</translation>
    </message>
    <message>
        <source>has this text, in upper or lower case</source>
        <translation>このテキストを含む（大文字と小文字を区別しない）</translation>
    </message>
    <message>
        <source>fits a regular expression; (?i) ignores the case of letters</source>
        <translation>正規表現に一致。(?i) で大文字と小文字を区別しない</translation>
    </message>
    <message>
        <source>and, or, not; the words may be used too</source>
        <translation>かつ、または、否定。and、or、not も使用可</translation>
    </message>
    <message>
        <source>conditions inside are checked first</source>
        <translation>括弧内の条件を先に評価</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>例</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>フィールド</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>演算子</translation>
    </message>
</context>
<context>
    <name>broadcaster::FindBar</name>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>%1 of more than %2</source>
        <extracomment>The number of a place that was found, of all that were found</extracomment>
        <translation>%1 / %2 以上</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Find in the message</source>
        <translation>メッセージ内を検索</translation>
    </message>
    <message>
        <source>Found places</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>前を検索 (Shift+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>次を検索 (F3)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>検索を閉じる (Esc)</translation>
    </message>
</context>
<context>
    <name>broadcaster::HelpDialog</name>
    <message>
        <source>Filter language</source>
        <translation>フィルター言語</translation>
    </message>
</context>
<context>
    <name>broadcaster::ImageView</name>
    <message>
        <source>Image in the message</source>
        <translation>メッセージ内の画像</translation>
    </message>
    <message>
        <source>This installation of Qt cannot read images of the type %1.</source>
        <translation>この Qt では、%1 形式の画像を読み取れません。</translation>
    </message>
    <message>
        <source>This image is damaged.</source>
        <translation>画像が破損しています。</translation>
    </message>
    <message>
        <source>This image has %1 × %2 pixels. It is not shown, because it would take too much memory.</source>
        <translation>画像が %1 × %2 ピクセルあります。メモリを大量に消費するため表示しません。</translation>
    </message>
</context>
<context>
    <name>broadcaster::IssuedKeyDialog</name>
    <message>
        <source>API key</source>
        <translation>API キー</translation>
    </message>
    <message>
        <source>URL with key</source>
        <translation>キー付き URL</translation>
    </message>
    <message>
        <source>API key issued</source>
        <translation>API キーを発行しました</translation>
    </message>
    <message>
        <source>The key of the project %1</source>
        <translation>プロジェクト %1 のキー</translation>
    </message>
    <message>
        <source>This key is shown only now. Store it: it cannot be shown again.</source>
        <translation>このキーは今だけ表示されます。再表示できないため、必ず保管してください。</translation>
    </message>
    <message>
        <source>Clients add &amp;apiKey= and the key to their URL, or send it in the header x-api-key.</source>
        <translation>クライアントは、URL に &amp;apiKey= とキーを追加するか、ヘッダー x-api-key でキーを送信します。</translation>
    </message>
    <message>
        <source>I have stored it</source>
        <translation>保管しました</translation>
    </message>
    <message>
        <source>Type of the client</source>
        <translation>クライアントのタイプ</translation>
    </message>
    <message>
        <source>Copy URL with key</source>
        <translation>キー付き URL をコピー</translation>
    </message>
    <message>
        <source>The URL contains the key: everybody who has the URL can connect</source>
        <translation>URL にはキーが含まれています。URL を知っている人は誰でも接続できます</translation>
    </message>
    <message>
        <source>URL for a client of type</source>
        <translation>接続用 URL のクライアントタイプ</translation>
    </message>
    <message>
        <source>Close without storing the key?</source>
        <translation>キーを保管せずに閉じますか？</translation>
    </message>
    <message>
        <source>It cannot be shown again. If it is lost, revoke it and issue another.</source>
        <translation>再表示はできません。紛失した場合は、失効させて新しいキーを発行してください。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonEditor</name>
    <message>
        <source>Format</source>
        <translation>整形</translation>
    </message>
    <message>
        <source>Message to send</source>
        <translation>送信するメッセージ</translation>
    </message>
    <message>
        <source>Indent the text anew (%1)</source>
        <translation>テキストを整形 (%1)</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonErrorText</name>
    <message>
        <source>there is no text</source>
        <translation>テキストがありません</translation>
    </message>
    <message>
        <source>the text ends too early</source>
        <translation>テキストが途中で終わっています</translation>
    </message>
    <message>
        <source>a value is expected here</source>
        <translation>ここには値が必要です</translation>
    </message>
    <message>
        <source>a name in double quotes is expected here</source>
        <translation>ここには二重引用符で囲んだ名前が必要です</translation>
    </message>
    <message>
        <source>a colon is expected here</source>
        <translation>ここにはコロンが必要です</translation>
    </message>
    <message>
        <source>a comma or a closing bracket is expected here</source>
        <translation>ここにはコンマまたは閉じ括弧が必要です</translation>
    </message>
    <message>
        <source>this is not a JSON number</source>
        <translation>JSON の数値ではありません</translation>
    </message>
    <message>
        <source>this is not a JSON escape</source>
        <translation>JSON のエスケープではありません</translation>
    </message>
    <message>
        <source>a line break or another control character must be escaped here</source>
        <translation>改行などの制御文字はここではエスケープが必要です</translation>
    </message>
    <message>
        <source>nothing may follow the end</source>
        <translation>末尾の後には何も書けません</translation>
    </message>
    <message>
        <source>these bytes are not UTF-8</source>
        <translation>UTF-8 ではないバイト列です</translation>
    </message>
    <message>
        <source>nested deeper than %1 levels</source>
        <translation>入れ子が %1 レベルを超えています</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>%1 行 %2 列：%3</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeModel</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Envelope</source>
        <translation>エンベロープ</translation>
    </message>
</context>
<context>
    <name>broadcaster::JsonTreeView</name>
    <message>
        <source>No message is selected.</source>
        <translation>メッセージが選択されていません。</translation>
    </message>
    <message>
        <source>Message as a tree</source>
        <translation>メッセージ（ツリー）</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>この値で絞り込む</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>この値を除外</translation>
    </message>
    <message>
        <source>Show as column</source>
        <translation>列として表示</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>パスをコピー</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>値をコピー</translation>
    </message>
    <message>
        <source>Expand all below</source>
        <translation>下の階層をすべて展開</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>すべて折りたたむ</translation>
    </message>
    <message>
        <source>This is not JSON. %1.</source>
        <translation>JSON ではありません。%1。</translation>
    </message>
    <message>
        <source>There is nothing in this message.</source>
        <translation>メッセージは空です。</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptButton</name>
    <message>
        <source>How many messages are kept. Click to change it.</source>
        <translation>保持するメッセージ数。クリックして変更します。</translation>
    </message>
    <message>
        <source>%1 of %2 kept, %3 of %4</source>
        <extracomment>Messages kept, most that are; memory taken, most that is</extracomment>
        <translation>%1 / %2 件を保持、%3 / %4</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeptPopUp</name>
    <message>
        <source>Messages kept</source>
        <translation>保持するメッセージ</translation>
    </message>
    <message>
        <source>Messages kept at most</source>
        <translation>保持するメッセージの上限</translation>
    </message>
    <message>
        <source>Memory they take at most, in MiB</source>
        <translation>メッセージが使うメモリの上限（MiB）</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>The oldest messages go first. At least %1 messages and %2 MiB can be kept.</source>
        <translation>古いメッセージから削除されます。下限は %1 件と %2 MiB です。</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeyActions</name>
    <message>
        <source>No key was issued. %1</source>
        <translation>キーを発行できませんでした。%1</translation>
    </message>
    <message>
        <source>No key was issued to %1. %2</source>
        <translation>%1 のキーを発行できませんでした。%2</translation>
    </message>
    <message>
        <source>%1 had a key a moment ago. Issue it again.</source>
        <translation>先ほどまで %1 にはキーがありました。もう一度発行してください。</translation>
    </message>
    <message>
        <source>Replace the key of %1?</source>
        <translation>%1 のキーを置き換えますか？</translation>
    </message>
    <message>
        <source>The project has an active key since %1, and can have only one. Replacing it closes the connections that use it, and nobody can connect with it any more.</source>
        <translation>このプロジェクトには %1 から有効なキーがあり、持てるキーは 1 つだけです。置き換えると、そのキーを使用中の接続が閉じられ、以後そのキーでは接続できなくなります。</translation>
    </message>
    <message>
        <source>Revoke and issue</source>
        <translation>失効させて発行</translation>
    </message>
    <message>
        <source>The key of %1 was not revoked. %2</source>
        <translation>%1 のキーを失効させることができませんでした。%2</translation>
    </message>
    <message>
        <source>No connection uses it now.</source>
        <translation>現在このキーを使用している接続はありません。</translation>
    </message>
    <message>
        <source>1 connection that uses it will be closed.</source>
        <translation>このキーを使用している 1 件の接続が閉じられます。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections that use it will be closed.</source>
        <translation>
            <numerusform>このキーを使用している %Ln 件の接続が閉じられます。</numerusform>
        </translation>
    </message>
    <message>
        <source>The project requires a key: nobody can connect until you issue another.</source>
        <translation>このプロジェクトではキーが必須です：新しいキーを発行するまで誰も接続できません。</translation>
    </message>
    <message>
        <source>Nobody can connect with it any more. This cannot be undone.</source>
        <translation>以後このキーでは接続できなくなります。この操作は元に戻せません。</translation>
    </message>
    <message>
        <source>Revoke the key of %1?</source>
        <translation>%1 のキーを失効させますか？</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>Require a key for %1?</source>
        <translation>%1 でキーを必須にしますか？</translation>
    </message>
    <message>
        <source>Clients without the key are refused from now on. Those connected stay.</source>
        <translation>今後、キーのないクライアントは拒否されます。接続中のクライアントはそのままです。</translation>
    </message>
    <message>
        <source>Clients without a key are refused from now on, and this project has none: nobody can connect until you issue one. Those connected stay.</source>
        <translation>今後、キーのないクライアントは拒否されます。このプロジェクトにはキーがないため、発行するまで誰も接続できません。接続中のクライアントはそのままです。</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>キーを必須にする</translation>
    </message>
    <message>
        <source>No longer require a key for %1?</source>
        <translation>%1 でキーを任意にしますか？</translation>
    </message>
    <message>
        <source>Every client that reaches the broker can join the project from now on.</source>
        <translation>今後、ブローカーに到達できるすべてのクライアントがプロジェクトに参加できます。</translation>
    </message>
    <message>
        <source>Require none</source>
        <translation>任意にする</translation>
    </message>
    <message>
        <source>The setting of %1 was not changed. %2</source>
        <translation>%1 の設定を変更できませんでした。%2</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeySection</name>
    <message>
        <source>Service key</source>
        <translation>サービスキー</translation>
    </message>
    <message>
        <source>Needed to manage keys over HTTP, not in this window.</source>
        <translation>HTTP 経由のキー管理に必要です。このウィンドウでは不要です。</translation>
    </message>
    <message>
        <source>Remove the service key</source>
        <translation>サービスキーを削除</translation>
    </message>
    <message>
        <source>new service key</source>
        <translation>新しいサービスキー</translation>
    </message>
    <message>
        <source>New service key</source>
        <translation>新しいサービスキー</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Generate a service key</source>
        <translation>サービスキーを生成</translation>
    </message>
    <message>
        <source>At most %1 bytes.</source>
        <translation>上限は %1 バイトです。</translation>
    </message>
    <message>
        <source>Use letters, digits and signs of ASCII only, without spaces.</source>
        <translation>ASCII の英数字と記号だけを使用してください。スペースは使えません。</translation>
    </message>
    <message>
        <source>A service key is set.</source>
        <translation>サービスキーは設定済みです。</translation>
    </message>
    <message>
        <source>No service key is set: those calls answer 503.</source>
        <translation>サービスキーが未設定です：キー管理の呼び出しには 503 を返します。</translation>
    </message>
    <message>
        <source>Copy it now: once applied it is not shown again.</source>
        <translation>今すぐコピーしてください：適用後は表示されません。</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysModel</name>
    <message>
        <source>not required</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>キーなし</translation>
    </message>
    <message>
        <source>never</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必須</translation>
    </message>
    <message>
        <source>Its clients connect with the key</source>
        <translation>クライアントはこのキーで接続します</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>How the key begins: the rest is not kept</source>
        <translation>キーの先頭部分。残りは保存されません</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Description given when it was issued</source>
        <translation>発行時に入力した説明</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>Clients connected with the key now</source>
        <translation>現在このキーで接続しているクライアント</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>接続数</translation>
    </message>
    <message>
        <source>When it was issued</source>
        <translation>発行日時</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>When a client last connected with it</source>
        <translation>クライアントが最後にこのキーで接続した日時</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>最終使用</translation>
    </message>
    <message>
        <source>Issuer by their own account</source>
        <translation>発行者（自己申告）</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>作成者</translation>
    </message>
    <message>
        <source>Whether clients without the key are refused</source>
        <translation>キーのないクライアントを拒否するかどうか</translation>
    </message>
    <message>
        <source>Key required</source>
        <translation>キー必須</translation>
    </message>
</context>
<context>
    <name>broadcaster::KeysPage</name>
    <message>
        <source>API keys</source>
        <translation>API キー</translation>
    </message>
    <message>
        <source>Issue key…</source>
        <translation>キーを発行…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>失効…</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>キーを必須にする</translation>
    </message>
    <message>
        <source>Refuse clients of the selected project without a key</source>
        <translation>選択したプロジェクトで、キーのないクライアントを拒否します</translation>
    </message>
    <message>
        <source>Copy prefix</source>
        <translation>プレフィックスをコピー</translation>
    </message>
    <message>
        <source>Copy project</source>
        <translation>プロジェクトをコピー</translation>
    </message>
    <message>
        <source>Projects and their API keys</source>
        <translation>プロジェクトと API キー</translation>
    </message>
    <message>
        <source>Reading the keys</source>
        <translation>キーを読み込んでいます</translation>
    </message>
    <message>
        <source>No project has a key yet</source>
        <translation>キーのあるプロジェクトはまだありません</translation>
    </message>
    <message>
        <source>Without a key, every client that reaches the broker can join any project. Issue a key to a project, give it to its clients, and require it: from then on, clients without it are refused.</source>
        <translation>キーがなければ、ブローカーに到達できるすべてのクライアントがどのプロジェクトにも参加できます。プロジェクトにキーを発行してクライアントに渡し、キーを必須にすると、以後キーのないクライアントは拒否されます。</translation>
    </message>
    <message>
        <source>This window may not see API keys</source>
        <translation>このウィンドウでは API キーを表示できません</translation>
    </message>
    <message>
        <source>The keys cannot be read. %1</source>
        <translation>キーを読み取れません。%1</translation>
    </message>
</context>
<context>
    <name>broadcaster::LineField</name>
    <message>
        <source>s</source>
        <comment>seconds</comment>
        <translation>秒</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>参照…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>参照：%1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a number, its unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Each must be %1. Commas stand between them, at most %2.</source>
        <translation>各項目の形式：%1。コンマ区切りで %2 個まで指定できます。</translation>
    </message>
    <message>
        <source>Must be %1 to %2, written as 65536, 64 KiB or 16 MiB.</source>
        <translation>%1～%2 の範囲で、65536、64 KiB、16 MiB のように指定してください。</translation>
    </message>
    <message>
        <source>Must be whole seconds, %1 to %2.</source>
        <translation>%1～%2 の整数の秒数を指定してください。</translation>
    </message>
    <message>
        <source>Must be a whole number from %1 to %2.</source>
        <translation>%1～%2 の整数を指定してください。</translation>
    </message>
    <message>
        <source>%1 %2 to %3, default %4.</source>
        <comment>an explanation, then the bounds</comment>
        <translation>%1範囲：%2～%3、既定値：%4。</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkActions</name>
    <message>
        <source>Try now</source>
        <translation>今すぐ試す</translation>
    </message>
    <message>
        <source>Give a key…</source>
        <translation>キーを入力…</translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation>この証明書を信頼…</translation>
    </message>
    <message>
        <source>&amp;Connect to broker…</source>
        <translation>ブローカーに接続(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Band colour</source>
        <translation>帯の色(&amp;B)</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkBand</name>
    <message>
        <source>%1, looking only</source>
        <translation>%1（閲覧のみ）</translation>
    </message>
    <message>
        <source>Machine %1, version %2</source>
        <translation>マシン %1、バージョン %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkPage</name>
    <message>
        <source>Not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>Connect to a broker to see its clients and its traffic.</source>
        <translation>ブローカーに接続すると、クライアントとトラフィックが表示されます。</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>%1 への接続がありません</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>%1 に接続しています</translation>
    </message>
</context>
<context>
    <name>broadcaster::LinkText</name>
    <message>
        <source>The certificate of %1 is for another name, %2. Connect by that name.</source>
        <translation>%1 の証明書は別の名前 %2 用です。その名前で接続してください。</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one you trust. It was renewed, or somebody stands between.
SHA-256: %2</source>
        <translation>%1 の証明書が、信頼済みのものと異なります。更新されたか、何者かが通信に介在しています。
SHA-256：%2</translation>
    </message>
    <message>
        <source>No authority that is trusted here vouches for the certificate of %1 (%2).
SHA-256: %3</source>
        <translation>%1 の証明書は、信頼済みの認証局によって保証されていません（%2）。
SHA-256：%3</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>接続しています…</translation>
    </message>
    <message>
        <source>No answer since %1</source>
        <translation>%1 から応答なし</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接続済み</translation>
    </message>
    <message>
        <source>No connection since %1</source>
        <translation>%1 から接続なし</translation>
    </message>
    <message>
        <source>The connection to %1 was cut.</source>
        <translation>%1 への接続が切断されました。</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2. Check that the broker runs, and host and port.</source>
        <translation>%1 に到達できません：%2。ブローカーが動作しているか、ホストとポートが正しいかを確認してください。</translation>
    </message>
    <message>
        <source>The proxy at %1 does not reach the broker. Check that the broker runs.</source>
        <translation>%1 のプロキシがブローカーに到達できません。ブローカーが動作しているか確認してください。</translation>
    </message>
    <message>
        <source>%1 answers, but it is not a broker, or one without a console. Check host and port.</source>
        <translation>%1 は応答していますが、ブローカーではないか、コンソールが無効です。ホストとポートを確認してください。</translation>
    </message>
    <message>
        <source>%1 wants its service key, or its viewer key to look only.</source>
        <translation>%1 にはサービスキーが必要です。閲覧のみなら閲覧キーも使えます。</translation>
    </message>
    <message>
        <source>The broker does not accept this key. Give its service key or its viewer key.</source>
        <translation>ブローカーがこのキーを受け付けません。サービスキーまたは閲覧キーを入力してください。</translation>
    </message>
    <message>
        <source>The broker speaks another version of the console protocol. Use the program of the broker&apos;s version.</source>
        <translation>ブローカーのコンソールプロトコルのバージョンが異なります。ブローカーと同じバージョンのプログラムを使用してください。</translation>
    </message>
    <message>
        <source>The broker is about to stop, or has as many consoles as it may have.</source>
        <translation>ブローカーが停止しようとしているか、コンソール数が上限に達しています。</translation>
    </message>
    <message>
        <source>The broker does not answer to this name. Allow it there with --allow-host.</source>
        <translation>ブローカーはこの名前では応答しません。ブローカー側で --allow-host を使って許可してください。</translation>
    </message>
    <message>
        <source>Too many wrong keys came from here. The broker waits before it looks at the next one.</source>
        <translation>ここから誤ったキーが何度も送られました。ブローカーは次のキーを確認するまで待機しています。</translation>
    </message>
    <message>
        <source>The broker has stopped.</source>
        <translation>ブローカーが停止しました。</translation>
    </message>
    <message>
        <source>The broker closed the connection, because it was not read.</source>
        <translation>読み取りが行われなかったため、ブローカーが接続を閉じました。</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>再試行中…</translation>
    </message>
    <message>
        <source>Next attempt in %1 s.</source>
        <translation>%1 秒後に再試行します。</translation>
    </message>
    <message>
        <source>%1 refused a connection without TLS. It may be a port with TLS: connect by wss://. Otherwise the broker speaks another version of the console protocol: use the program of the broker&apos;s version.</source>
        <translation>%1 は TLS なしの接続を拒否しました。TLS のポートかもしれません：wss:// で接続してください。そうでなければ、ブローカーのコンソールプロトコルのバージョンが異なります：ブローカーと同じバージョンのプログラムを使用してください。</translation>
    </message>
    <message>
        <source>%1 does not take TLS (%2). If it is a port without TLS, connect by ws://.</source>
        <translation>%1 は TLS を受け付けません（%2）。TLS なしのポートであれば、ws:// で接続してください。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListenField</name>
    <message>
        <source>This machine only (127.0.0.1)</source>
        <translation>このマシンのみ (127.0.0.1)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 (0.0.0.0)</source>
        <translation>他のマシンも可：IPv4 (0.0.0.0)</translation>
    </message>
    <message>
        <source>Other machines too, by IPv4 and IPv6 (0.0.0.0 and ::)</source>
        <translation>他のマシンも可：IPv4 と IPv6 (0.0.0.0 と ::)</translation>
    </message>
    <message>
        <source>Specific addresses, one per line</source>
        <translation>特定のアドレス（1 行に 1 つ）</translation>
    </message>
    <message>
        <source>Addresses to listen on, one per line</source>
        <translation>待ち受けアドレス（1 行に 1 つ）</translation>
    </message>
    <message>
        <source>Give at least one address.</source>
        <translation>アドレスを 1 つ以上指定してください。</translation>
    </message>
    <message>
        <source>%1 addresses at most.</source>
        <translation>アドレスは %1 個までです。</translation>
    </message>
    <message>
        <source>“%1” is not an IP address, such as 127.0.0.1, ::1 or 192.168.1.7.</source>
        <translation>「%1」は IP アドレスではありません（例：127.0.0.1、::1、192.168.1.7）。</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>「%1」が重複しています。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ListeningSection</name>
    <message>
        <source>Listening</source>
        <translation>待ち受け</translation>
    </message>
    <message>
        <source>Changes apply at once. Connected clients stay connected.</source>
        <translation>変更はすぐに反映されます。接続中のクライアントはそのままです。</translation>
    </message>
    <message>
        <source>Use any free port</source>
        <translation>空いているポートを使用</translation>
    </message>
    <message>
        <source>Other machines can connect, and nothing is encrypted: set a certificate under TLS, or put a proxy that speaks TLS before the broker.</source>
        <translation>他のマシンからも接続でき、通信は暗号化されません：「TLS」で証明書を設定するか、TLS に対応したプロキシをブローカーの前に置いてください。</translation>
    </message>
</context>
<context>
    <name>broadcaster::LiveUsage</name>
    <message>
        <source>Live figures</source>
        <translation>ライブ統計</translation>
    </message>
    <message>
        <source>Messages from clients, pings and rejected ones included</source>
        <translation>クライアントから届いたメッセージ（Ping と拒否されたものを含む）</translation>
    </message>
    <message>
        <source>Size of the messages from clients, without frame headers</source>
        <translation>クライアントから届いたメッセージのサイズ（フレームヘッダーを除く）</translation>
    </message>
    <message>
        <source>Messages that were invalid, or above the rate of their client</source>
        <translation>不正なメッセージ、またはクライアントのレート上限を超えたメッセージ</translation>
    </message>
    <message>
        <source>Live figures by project</source>
        <translation>プロジェクト別のライブ統計</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>received</source>
        <translation>受信</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>未配信</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>For a client or a type that nobody had: %1
Dropped at a client that was too slow or lost its connection: %2</source>
        <translation>該当するクライアントやタイプが存在しなかった：%1
クライアントが遅すぎたか接続が切れたため破棄：%2</translation>
    </message>
    <message>
        <source>Since the broker started. These figures are not in the database.</source>
        <translation>ブローカーの起動以降の数値です。データベースには含まれません。</translation>
    </message>
    <message>
        <source>Since the first client came. Without clients for %1, the project is forgotten, and its figures begin anew.</source>
        <translation>最初のクライアントが接続して以降の数値です。クライアントがいない状態が %1続くとプロジェクトは破棄され、数値は最初からになります。</translation>
    </message>
    <message>
        <source>The broker is not running.</source>
        <translation>ブローカーは動作していません。</translation>
    </message>
    <message>
        <source>The first figures are here in a second.</source>
        <translation>最初の数値は 1 秒後に表示されます。</translation>
    </message>
    <message>
        <source>Messages per second: now %1, at most %2 in the last 5 minutes.</source>
        <translation>1 秒あたりのメッセージ数：現在 %1、直近 5 分間の最大 %2。</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogModel</name>
    <message>
        <source>debug</source>
        <translation>デバッグ</translation>
    </message>
    <message>
        <source>info</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>レベル</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>カテゴリ</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
</context>
<context>
    <name>broadcaster::LogView</name>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>表示する最低レベル</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>情報以上</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告とエラー</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>エラーのみ</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>ログ内を検索</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>追従</translation>
    </message>
    <message>
        <source>Keeps the newest line in view</source>
        <translation>常に最新の行を表示します</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copies the selected lines, or all that are shown</source>
        <translation>選択した行、または表示中のすべての行をコピーします</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>Clears the log in this window</source>
        <translation>このウィンドウのログをクリアします</translation>
    </message>
    <message>
        <source>Lines of the log</source>
        <translation>ログの行</translation>
    </message>
    <message>
        <source>No line matches</source>
        <translation>一致する行はありません</translation>
    </message>
    <message>
        <source>Nothing logged yet</source>
        <translation>ログはまだありません</translation>
    </message>
    <message>
        <source>Lines are hidden by the text to find or by the level.</source>
        <translation>検索テキストまたはレベルによって行が非表示になっています。</translation>
    </message>
    <message>
        <source>Refused connections, closed clients and faults of the database appear here.</source>
        <translation>接続の拒否、クライアントの切断、データベースの障害がここに表示されます。</translation>
    </message>
</context>
<context>
    <name>broadcaster::MainWindow</name>
    <message numerus="yes">
        <source>Close and disconnect %Ln client(s)?</source>
        <translation>
            <numerusform>閉じて %Ln 件のクライアントを切断しますか？</numerusform>
        </translation>
    </message>
    <message>
        <source>Close without applying the changes?</source>
        <translation>変更を適用せずに閉じますか？</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>今後確認しない</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>トラフィック</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API キー</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>利用状況</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
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
        <translation>利用状況を書き込めません：%1</translation>
    </message>
    <message>
        <source>Change the language without applying the changes?</source>
        <translation>変更を適用せずに言語を切り替えますか？</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>言語を切り替える</translation>
    </message>
    <message>
        <source>The broker is part of this program and stops too.</source>
        <translation>ブローカーはこのプログラムの一部のため、同時に停止します。</translation>
    </message>
</context>
<context>
    <name>broadcaster::MessageSender</name>
    <message>
        <source>Not sent: the broker is not running.</source>
        <translation>未送信：ブローカーが動作していません。</translation>
    </message>
    <message>
        <source>Not sent: a project and a text are needed.</source>
        <translation>未送信：プロジェクトとテキストが必要です。</translation>
    </message>
    <message>
        <source>Not sent: it has %1, and the broker takes %2 at most.</source>
        <translation>未送信：サイズが %1 で、ブローカーの上限 %2 を超えています。</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>送信中…</translation>
    </message>
    <message>
        <source>Not sent: the broker stopped.</source>
        <translation>未送信：ブローカーが停止しました。</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>未送信：%1</translation>
    </message>
    <message>
        <source>Sent %1, and rejected: %2</source>
        <translation>%1 に送信しましたが、拒否されました：%2</translation>
    </message>
    <message>
        <source>Sent %1, and rejected</source>
        <translation>%1 に送信しましたが、拒否されました</translation>
    </message>
    <message>
        <source>Sent %1</source>
        <translation>%1 に送信しました</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewKeyDialog</name>
    <message>
        <source>Issue an API key</source>
        <translation>API キーの発行</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>Its users and its purpose</source>
        <translation>利用者と用途</translation>
    </message>
    <message>
        <source>Issue key</source>
        <translation>キーを発行</translation>
    </message>
    <message>
        <source>Clients of the project connect with it. The key is shown once, when it is issued.</source>
        <translation>プロジェクトのクライアントがこのキーで接続します。キーは発行時に一度だけ表示されます。</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>プロジェクト(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Description, optional</source>
        <translation>説明（任意）(&amp;D)</translation>
    </message>
    <message>
        <source>Name the project that the key is for.</source>
        <translation>キーの対象となるプロジェクトの名前を入力してください。</translation>
    </message>
    <message>
        <source>The name has %1 bytes of UTF-8, the most is %2.</source>
        <translation>名前は UTF-8 で %1 バイトあります。上限は %2 バイトです。</translation>
    </message>
    <message>
        <source>The name has a control character, which is not allowed.</source>
        <translation>名前に、使用できない制御文字が含まれています。</translation>
    </message>
    <message>
        <source>The name begins or ends with a space. That makes it another project.</source>
        <translation>名前の先頭または末尾にスペースがあります。これは別のプロジェクトとして扱われます。</translation>
    </message>
</context>
<context>
    <name>broadcaster::NewRowsChip</name>
    <message>
        <source>New messages</source>
        <translation>新着メッセージ</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <extracomment>Messages that the user has not seen yet</extracomment>
        <translation>待機中 %1 件</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>新着 %1 件</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>この間に届いたメッセージも含めて再開</translation>
    </message>
    <message>
        <source>Go to the newest message and follow</source>
        <translation>最新のメッセージに移動して追従</translation>
    </message>
</context>
<context>
    <name>broadcaster::ObstacleText</name>
    <message>
        <source>There is no connection to the broker.</source>
        <translation>ブローカーに接続されていません。</translation>
    </message>
    <message>
        <source>The key of this window allows looking only. Connect with the service key.</source>
        <translation>このウィンドウのキーでは閲覧しかできません。サービスキーで接続してください。</translation>
    </message>
    <message>
        <source>The broker is of a version that does not have this.</source>
        <translation>ブローカーのバージョンがこの機能に対応していません。</translation>
    </message>
</context>
<context>
    <name>broadcaster::OriginsSection</name>
    <message>
        <source>Browser access</source>
        <translation>ブラウザーからのアクセス</translation>
    </message>
    <message>
        <source>Pages of this machine may connect; other pages only if their origin is allowed.</source>
        <translation>このマシンのページは接続できます。他のページは、オリジンが許可されている場合のみ接続できます。</translation>
    </message>
    <message>
        <source>No other page has tried to connect.</source>
        <translation>他のページが接続を試みたことはまだありません。</translation>
    </message>
    <message numerus="yes">
        <source>refused %Ln times</source>
        <translation>
            <numerusform>%Ln 回拒否</numerusform>
        </translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>Allow pages of %1</source>
        <translation>%1 のページを許可</translation>
    </message>
    <message>
        <source>Let every web site connect?</source>
        <translation>すべての Web サイトに接続を許可しますか？</translation>
    </message>
    <message>
        <source>Browsers send the origin null for empty tabs, local files and sandboxed frames, and any web site can have such a frame. To try something out, open the broker&apos;s own page instead, such as http://127.0.0.1:8787/: its address is under Connect on this page.</source>
        <translation>ブラウザーは、空のタブ、ローカルファイル、サンドボックス化されたフレームでオリジン null を送信します。そのようなフレームはどの Web サイトでも作成できます。動作を試すには、代わりに http://127.0.0.1:8787/ などのブローカー自身のページを開いてください：アドレスはこのページの「接続」にあります。</translation>
    </message>
    <message>
        <source>Allow every web site</source>
        <translation>すべての Web サイトを許可</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectEdit</name>
    <message>
        <source>Known projects</source>
        <translation>既知のプロジェクト</translation>
    </message>
</context>
<context>
    <name>broadcaster::ProjectListModel</name>
    <message>
        <source>Scale: 0 to %1. Each line is ten times the one below.</source>
        <translation>目盛：0～%1。線が 1 本上がるごとに 10 倍になります。</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>全プロジェクト</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>クライアント %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages: now %1, at most %2 in the last minute</source>
        <translation>メッセージ：現在 %1、直近 1 分間の最大 %2</translation>
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
        <translation>1 秒あたりのメッセージ数</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未計測</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawText</name>
    <message>
        <source>Message as text</source>
        <translation>メッセージ（テキスト）</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>すべて選択</translation>
    </message>
</context>
<context>
    <name>broadcaster::RawView</name>
    <message>
        <source>Indented</source>
        <translation>インデント</translation>
    </message>
    <message>
        <source>Off: every byte as it was on the wire</source>
        <translation>オフ：実際に送受信されたバイト列をそのまま表示します</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>すべてコピー</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedModel</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>タイプ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReceivedView</name>
    <message>
        <source>All messages</source>
        <translation>全メッセージ</translation>
    </message>
    <message>
        <source>Received message as a tree</source>
        <translation>受信したメッセージ（ツリー）</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>一覧をクリア</translation>
    </message>
    <message>
        <source>Clear the list of received messages</source>
        <translation>受信したメッセージの一覧をクリア</translation>
    </message>
    <message>
        <source>Show all received messages</source>
        <translation>受信したすべてのメッセージを表示</translation>
    </message>
    <message>
        <source>An admin client gets a copy of every message of its project that names a receiver. Unticked, only replies to your messages are listed: those to your client, and those with an id of a message that you sent.</source>
        <translation>admin クライアントは、プロジェクト内で宛先が指定されたすべてのメッセージのコピーを受け取ります。チェックを外すと、送信したメッセージへの応答、つまり自分のクライアント宛てのメッセージと、送信したメッセージの ID を含むメッセージだけを表示します。</translation>
    </message>
    <message>
        <source>Received messages</source>
        <translation>受信したメッセージ</translation>
    </message>
    <message>
        <source>Return opens a message, Escape closes it</source>
        <translation>Enter でメッセージを開き、Esc で閉じます</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>受信</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Received, the last %1 of %2</source>
        <translation>受信（%2 件中、最新の %1 件）</translation>
    </message>
    <message>
        <source>Replies, the last %1 of %2</source>
        <translation>応答（%2 件中、最新の %1 件）</translation>
    </message>
    <message>
        <source>Messages to you appear here.</source>
        <translation>自分宛てのメッセージがここに表示されます。</translation>
    </message>
    <message numerus="yes">
        <source>No reply to your messages yet. %Ln other message(s) came.</source>
        <translation>
            <numerusform>送信したメッセージへの応答はまだありません。他に %Ln 件のメッセージが届きました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Replies to your messages appear here.</source>
        <translation>送信したメッセージへの応答がここに表示されます。</translation>
    </message>
</context>
<context>
    <name>broadcaster::RemoteWindow</name>
    <message>
        <source>Trust this certificate for %1?</source>
        <translation>この証明書を %1 用に信頼しますか？</translation>
    </message>
    <message>
        <source>Its SHA-256 is
%1

Compare it with what the broker&apos;s own machine says:
openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE

From then on, this window accepts this certificate for this broker, and no other.</source>
        <translation>SHA-256 フィンガープリント：
%1

ブローカーのマシンで次のコマンドを実行し、結果と照合してください：
openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE

以後、このウィンドウはこのブローカーに対して、この証明書だけを受け入れます。</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>信頼</translation>
    </message>
    <message>
        <source>The keyring does not keep the key (%1), so you will be asked for it again.</source>
        <translation>キーリングにキーを保存できないため（%1）、次回もキーの入力が必要です。</translation>
    </message>
</context>
<context>
    <name>broadcaster::RenameDialog</name>
    <message>
        <source>The client is no longer known.</source>
        <translation>このクライアントの情報は残っていません。</translation>
    </message>
    <message>
        <source>A name has at most %1 characters.</source>
        <translation>名前は %1 文字までです。</translation>
    </message>
    <message>
        <source>The name has a character that cannot be seen.</source>
        <translation>名前に、表示できない文字が含まれています。</translation>
    </message>
    <message>
        <source>Another client of the project has this name.</source>
        <translation>この名前は、プロジェクト内の別のクライアントが使用しています。</translation>
    </message>
    <message>
        <source>Rename client</source>
        <translation>クライアントの名前変更</translation>
    </message>
    <message>
        <source>&amp;Name of the client</source>
        <translation>クライアントの名前(&amp;N)</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>%1 of project %2</source>
        <translation>%1、プロジェクト %2</translation>
    </message>
    <message>
        <source>Only this window knows the name. An empty one brings the automatic name back. If the user agent names a program, its later connections get the name too.</source>
        <translation>この名前はこのウィンドウだけで使われます。空にすると自動の名前に戻ります。User-Agent がプログラム名を示している場合は、そのプログラムの以後の接続にもこの名前が付きます。</translation>
    </message>
    <message>
        <source>Automatic name</source>
        <translation>自動の名前</translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyChart</name>
    <message>
        <source>Reply times</source>
        <translation>応答時間</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1～%2</translation>
    </message>
    <message>
        <source>no replies</source>
        <translation>応答なし</translation>
    </message>
    <message numerus="yes">
        <source>p95 %1, p50 %2, %n replies</source>
        <translation>
            <numerusform>p95 %1、p50 %2、応答 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n errors</source>
        <translation>
            <numerusform>、エラー %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ReplyTexts</name>
    <message>
        <source>error in %1</source>
        <translation>エラー %1</translation>
    </message>
    <message>
        <source>reply in %1</source>
        <translation>応答 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n replies</source>
        <extracomment>Time of the first reply, and how many have come: 8 ms, 2 replies</extracomment>
        <translation>
            <numerusform>%1、応答 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>failed in %1</source>
        <translation>失敗 %1</translation>
    </message>
    <message>
        <source>answered in %1</source>
        <translation>応答済み %1</translation>
    </message>
    <message>
        <source>unanswered</source>
        <translation>未応答</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>unanswered for %1</source>
        <translation>未応答 %1</translation>
    </message>
    <message>
        <source>nobody there</source>
        <translation>宛先不在</translation>
    </message>
    <message>
        <source>receiver left</source>
        <translation>宛先が切断</translation>
    </message>
    <message>
        <source>sender left</source>
        <translation>送信元が切断</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowFeatures</name>
    <message>
        <source>Colour rules…</source>
        <translation>色分けルール…</translation>
    </message>
    <message>
        <source>Colour rows like this…</source>
        <translation>このような行を色分け…</translation>
    </message>
</context>
<context>
    <name>broadcaster::RowMarks</name>
    <message>
        <source>Comment…</source>
        <translation>コメント…</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>次のマーク</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>前のマーク</translation>
    </message>
    <message>
        <source>There is room for %1 marks and comments. Select fewer messages.</source>
        <translation>マークとコメントは %1 件までです。選択するメッセージを減らしてください。</translation>
    </message>
    <message>
        <source>Some messages were not marked: there is room for %1 marks and comments.</source>
        <translation>一部のメッセージをマークできませんでした：マークとコメントは %1 件までです。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages got no comment: they are no longer kept, or there is no room.</source>
        <translation>
            <numerusform>%Ln 件のメッセージにコメントを付けられませんでした：すでに保持されていないか、上限に達しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>No shown message in this direction has a mark or a comment.</source>
        <translation>この方向に、マークやコメントのあるメッセージは表示されていません。</translation>
    </message>
</context>
<context>
    <name>broadcaster::RuleText</name>
    <message>
        <source>A path must stand here, such as payload.requestId.</source>
        <translation>ここにはパスが必要です（例：payload.requestId）。</translation>
    </message>
    <message>
        <source>%1 is not a path. Write payload.name, payload.&quot;any name&quot; or payload.list[0], or auto, id or next.</source>
        <translation>%1 はパスではありません。payload.name、payload.&quot;any name&quot;、payload.list[0]、または auto、id、next と書きます。</translation>
    </message>
    <message>
        <source>The rule is too long: it may have %1 characters.</source>
        <translation>ルールが長すぎます：上限は %1 文字です。</translation>
    </message>
    <message>
        <source>A rule may have %1 alternatives.</source>
        <translation>ルールに書ける候補は %1 個までです。</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 はすでに指定されています。</translation>
    </message>
    <message>
        <source>auto stands alone: it tries the usual alternatives by itself.</source>
        <translation>auto は単独で使います：一般的な候補を自動的に試します。</translation>
    </message>
    <message>
        <source>next comes last: it finds a reply to every request.</source>
        <translation>next は最後に書きます：すべてのリクエストに応答を対応付けます。</translation>
    </message>
</context>
<context>
    <name>broadcaster::SaveFilterDialog</name>
    <message>
        <source>Another filter has this name.</source>
        <translation>この名前は別のフィルターが使用しています。</translation>
    </message>
    <message>
        <source>The filter is too long to be saved: it may have %1 characters.</source>
        <translation>フィルターが長すぎて保存できません：上限は %1 文字です。</translation>
    </message>
    <message>
        <source>Replaces the saved filter of this name.</source>
        <translation>同じ名前の保存済みフィルターを置き換えます。</translation>
    </message>
    <message>
        <source>There are %1 saved filters already. Delete one with a right-click on its button.</source>
        <translation>保存済みフィルターがすでに %1 件あります。ボタンを右クリックして、いずれかを削除してください。</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>フィルターの保存</translation>
    </message>
    <message>
        <source>Rename filter</source>
        <translation>フィルターの名前変更</translation>
    </message>
    <message>
        <source>&amp;Name, shown as a button</source>
        <translation>名前（ボタンに表示）(&amp;N)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedBar</name>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Name of the message</source>
        <translation>メッセージの名前</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>No message is saved yet</source>
        <translation>保存済みのメッセージはまだありません</translation>
    </message>
    <message>
        <source>Save this message…</source>
        <translation>このメッセージを保存…</translation>
    </message>
    <message>
        <source>New name of the message</source>
        <translation>メッセージの新しい名前</translation>
    </message>
    <message>
        <source>Renamed to “%1”</source>
        <translation>名前を「%1」に変更しました</translation>
    </message>
    <message>
        <source>Replace the saved message “%1”?</source>
        <translation>保存済みメッセージ「%1」を置き換えますか？</translation>
    </message>
    <message>
        <source>Its text is lost.</source>
        <translation>元のテキストは失われます。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>置き換え</translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation>「%1」として保存しました</translation>
    </message>
    <message>
        <source>Delete the saved message “%1”?</source>
        <translation>保存済みメッセージ「%1」を削除しますか？</translation>
    </message>
    <message>
        <source>Deleted “%1”</source>
        <translation>「%1」を削除しました</translation>
    </message>
    <message>
        <source>The message needs a name.</source>
        <translation>メッセージの名前を入力してください。</translation>
    </message>
    <message>
        <source>Another message has this name.</source>
        <translation>この名前は別のメッセージが使用しています。</translation>
    </message>
    <message>
        <source>%1 messages are saved, which is the most. Delete one first.</source>
        <translation>保存済みのメッセージが上限の %1 件に達しています。先にいずれかを削除してください。</translation>
    </message>
    <message>
        <source>This message is too large to save (%1 of at most %2).</source>
        <translation>このメッセージは大きすぎて保存できません（%1、上限 %2）。</translation>
    </message>
    <message>
        <source>All saved messages together may have %1. Delete one first.</source>
        <translation>保存済みメッセージの合計は %1 までです。先にいずれかを削除してください。</translation>
    </message>
</context>
<context>
    <name>broadcaster::SavedFiltersBar</name>
    <message>
        <source>Save filter…</source>
        <translation>フィルターを保存…</translation>
    </message>
    <message>
        <source>More saved filters</source>
        <translation>その他の保存済みフィルター</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>名前を変更…</translation>
    </message>
    <message>
        <source>Replace by the present filter</source>
        <translation>現在のフィルターで置き換え</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>左へ移動</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>右へ移動</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>broadcaster::SectionPages</name>
    <message>
        <source>Sections</source>
        <translation>セクション</translation>
    </message>
    <message>
        <source>%1: something is wrong here</source>
        <comment>a section</comment>
        <translation>%1：誤りがあります</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceExport</name>
    <message>
        <source>A diagram has at most %1 messages as a file, and this one has %2. Filter the messages, or show one conversation.</source>
        <translation>ファイルに保存できる図のメッセージは %1 件までですが、この図には %2 件あります。メッセージを絞り込むか、会話を 1 つだけ表示してください。</translation>
    </message>
    <message>
        <source>Mermaid draws at most %1 characters, and this diagram needs more. Filter the messages, or show one conversation.</source>
        <translation>Mermaid で描画できるのは %1 文字までですが、この図はそれを超えています。メッセージを絞り込むか、会話を 1 つだけ表示してください。</translation>
    </message>
    <message>
        <source>The picture would have %1 by %2 pixels, which is too many. Save it as SVG, or filter the messages.</source>
        <translation>画像が %1 × %2 ピクセルとなり、大きすぎます。SVG で保存するか、メッセージを絞り込んでください。</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check the folder, and the room on the disk.</source>
        <translation>%1 に書き込めません。フォルダーとディスクの空き容量を確認してください。</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>シーケンス図</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequenceModel</name>
    <message>
        <source>broker</source>
        <translation>ブローカー</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>タイプなし</translation>
    </message>
    <message>
        <source>to nobody</source>
        <translation>配信先なし</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>receivers not recorded</source>
        <translation>宛先の記録なし</translation>
    </message>
    <message>
        <source>to %1 clients</source>
        <extracomment>A message has gone to that many clients, which are not shown one by one</extracomment>
        <translation>%1 件のクライアントへ</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>他 %1 件</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1後</translation>
    </message>
    <message>
        <source>a client without a lane</source>
        <translation>レーンのないクライアント</translation>
    </message>
    <message>
        <source>%1 (dropped)</source>
        <translation>%1（破棄）</translation>
    </message>
    <message>
        <source>%1 (queued)</source>
        <translation>%1（キュー待ち）</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1（コピー）</translation>
    </message>
    <message>
        <source>%1 %2 from %3</source>
        <extracomment>Time, type and sender of a message</extracomment>
        <translation>%1 %2、送信元 %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1、宛先 %2</translation>
    </message>
</context>
<context>
    <name>broadcaster::SequencePane</name>
    <message>
        <source>All messages</source>
        <translation>全メッセージ</translation>
    </message>
    <message>
        <source>Copy as Mermaid</source>
        <translation>Mermaid としてコピー</translation>
    </message>
    <message>
        <source>Save diagram…</source>
        <translation>図を保存…</translation>
    </message>
    <message>
        <source>Sequence diagram</source>
        <translation>シーケンス図</translation>
    </message>
    <message>
        <source>Show all messages that the filter shows</source>
        <translation>フィルターに一致するすべてのメッセージを表示</translation>
    </message>
    <message>
        <source>Copies the diagram as text that Mermaid draws</source>
        <translation>Mermaid で描画できるテキストとして図をコピーします</translation>
    </message>
    <message>
        <source>Saves the diagram as SVG, PNG or Mermaid</source>
        <translation>図を SVG、PNG、Mermaid で保存します</translation>
    </message>
    <message>
        <source>Shows the messages as arrows between clients</source>
        <translation>メッセージをクライアント間の矢印で表示します</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 として保存しました。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages copied as Mermaid.</source>
        <translation>
            <numerusform>%Ln 件のメッセージを Mermaid としてコピーしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show as sequence diagram</source>
        <translation>シーケンス図で表示</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>リクエストと応答は、「応答」列を表示している間に検出されます。</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>このメッセージはリクエストでも応答でもありません。</translation>
    </message>
    <message>
        <source>One conversation</source>
        <translation>会話 1 件</translation>
    </message>
    <message>
        <source>All messages that the filter shows</source>
        <translation>フィルターに一致する全メッセージ</translation>
    </message>
    <message>
        <source>The messages of the conversation are no longer kept</source>
        <translation>会話のメッセージはもう保持されていません</translation>
    </message>
    <message>
        <source>the first %1 clients have a lane</source>
        <translation>レーンは先頭の %1 クライアントのみ</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>%Ln レーン</numerusform>
        </translation>
    </message>
    <message>
        <source>Save diagram</source>
        <translation>図の保存</translation>
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
        <translation>シーケンス図</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>プロジェクト %1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerLine</name>
    <message numerus="yes">
        <source>Connected, %1 commands, %Ln reconnects</source>
        <translation>
            <numerusform>接続済み、コマンド %1 件、再接続 %Ln 回</numerusform>
        </translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>Not connected: %1</source>
        <translation>未接続：%1</translation>
    </message>
</context>
<context>
    <name>broadcaster::ServerPage</name>
    <message>
        <source>AI agents</source>
        <translation>AI エージェント</translation>
    </message>
    <message>
        <source>Agents ask the broker by the Model Context Protocol, at /mcp.</source>
        <translation>エージェントは /mcp で Model Context Protocol を使い、ブローカーに問い合わせます。</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>制限</translation>
    </message>
    <message>
        <source>Bounds for one client, one project and all together.</source>
        <translation>クライアントごと、プロジェクトごと、および全体の上限です。</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>タイムアウト</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>待ち受け</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>アクセス</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Not applied yet. The broker starts with it the next time.</source>
        <translation>未適用。次回のブローカー起動時に反映されます。</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker.</source>
        <translation>未適用。適用するとブローカーが再起動します。</translation>
    </message>
    <message>
        <source>Not applied yet. Applying restarts the broker and closes 1 connection.</source>
        <translation>未適用。適用するとブローカーが再起動し、1 件の接続が閉じられます。</translation>
    </message>
    <message numerus="yes">
        <source>Not applied yet. Applying restarts the broker and closes %Ln connections.</source>
        <translation>
            <numerusform>未適用。適用するとブローカーが再起動し、%Ln 件の接続が閉じられます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not applied yet. It will apply to new connections; open connections stay.</source>
        <translation>未適用。適用後は新しい接続に反映されます。既存の接続はそのままです。</translation>
    </message>
    <message>
        <source>Not applied yet. It will apply at once, also to connected clients.</source>
        <translation>未適用。適用すると、接続中のクライアントも含めてすぐに反映されます。</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>適用中…</translation>
    </message>
    <message>
        <source>To be corrected first: %1</source>
        <translation>先に修正が必要：%1</translation>
    </message>
    <message>
        <source>Not applied. The reason is in %1.</source>
        <translation>適用できませんでした。理由は「%1」にあります。</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>ブローカーを再起動しますか？</translation>
    </message>
    <message>
        <source>The changes need a restart, which closes 1 connection.</source>
        <translation>変更には再起動が必要です。1 件の接続が閉じられます。</translation>
    </message>
    <message numerus="yes">
        <source>The changes need a restart, which closes %Ln connections.</source>
        <translation>
            <numerusform>変更には再起動が必要です。%Ln 件の接続が閉じられます。</numerusform>
        </translation>
    </message>
    <message>
        <source>If it fails, the broker can only be started again on its own machine.</source>
        <translation>失敗した場合、再び起動できるのはブローカーのあるマシン上だけです。</translation>
    </message>
    <message>
        <source>Apply and restart</source>
        <translation>適用して再起動</translation>
    </message>
    <message>
        <source>1 change on the Server page is not applied.</source>
        <translation>「サーバー」ページに未適用の変更が 1 件あります。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes on the Server page are not applied.</source>
        <translation>
            <numerusform>「サーバー」ページに未適用の変更が %Ln 件あります。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
</context>
<context>
    <name>broadcaster::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>Find a project</source>
        <translation>プロジェクトを検索</translation>
    </message>
    <message>
        <source>Widen the sidebar</source>
        <translation>サイドバーを広げる</translation>
    </message>
    <message>
        <source>Narrow the sidebar</source>
        <translation>サイドバーを狭める</translation>
    </message>
</context>
<context>
    <name>broadcaster::SidebarDelegate</name>
    <message>
        <source>no clients</source>
        <translation>クライアントなし</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s)</source>
        <translation>
            <numerusform>クライアント %Ln 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::StartRemedies</name>
    <message>
        <source>Show the running window</source>
        <translation>実行中のウィンドウを表示</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>別のデータベースを選択</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>ブローカーを起動しています</translation>
    </message>
    <message>
        <source>The broker is stopping</source>
        <translation>ブローカーを停止しています</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>ブローカーを起動できませんでした</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>ブローカーは動作していません</translation>
    </message>
    <message>
        <source>A window of this program already runs with this database.</source>
        <translation>このデータベースを使うウィンドウがすでに実行中です。</translation>
    </message>
    <message>
        <source>No window on this machine uses this database. A broker without a window may hold it, or a program on another machine.</source>
        <translation>このマシンには、このデータベースを使うウィンドウはありません。ウィンドウのないブローカー、または別のマシンのプログラムが使用している可能性があります。</translation>
    </message>
    <message>
        <source>That broker has no window for this database: it runs without one, or with another database.</source>
        <translation>そのブローカーには、このデータベースのウィンドウがありません：ウィンドウなしで動作しているか、別のデータベースを使用しています。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Start the broker</source>
        <translation>ブローカーを起動</translation>
    </message>
    <message>
        <source>Use port %1 this time</source>
        <translation>今回はポート %1 を使用</translation>
    </message>
</context>
<context>
    <name>broadcaster::StatusSection</name>
    <message>
        <source>Start</source>
        <translation>起動</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>再起動</translation>
    </message>
    <message>
        <source>Show the running window</source>
        <translation>実行中のウィンドウを表示</translation>
    </message>
    <message>
        <source>Use any free port this time</source>
        <translation>今回は空いているポートを使用</translation>
    </message>
    <message>
        <source>Choose another database</source>
        <translation>別のデータベースを選択</translation>
    </message>
    <message>
        <source>The broker could not start</source>
        <translation>ブローカーを起動できませんでした</translation>
    </message>
    <message>
        <source>The broker is not running</source>
        <translation>ブローカーは動作していません</translation>
    </message>
    <message>
        <source>The broker is starting</source>
        <translation>ブローカーを起動しています</translation>
    </message>
    <message>
        <source>Listening on %1</source>
        <translation>%1 で待ち受け中</translation>
    </message>
    <message>
        <source>The broker is stopping: clients have a moment to go</source>
        <translation>ブローカーを停止しています：クライアントの切断を待っています</translation>
    </message>
    <message>
        <source>Since %1, for %2</source>
        <translation>%1 から（%2）</translation>
    </message>
    <message>
        <source>The port is for this run only. The next start takes port %1.</source>
        <translation>このポートは今回だけ使用します。次回の起動ではポート %1 を使用します。</translation>
    </message>
    <message>
        <source>Restart the broker?</source>
        <translation>ブローカーを再起動しますか？</translation>
    </message>
    <message>
        <source>Stop the broker?</source>
        <translation>ブローカーを停止しますか？</translation>
    </message>
    <message>
        <source>1 connection is closed. All counts are written first.</source>
        <translation>1 件の接続が閉じられます。その前に、集計はすべて書き込まれます。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections are closed. All counts are written first.</source>
        <translation>
            <numerusform>%Ln 件の接続が閉じられます。その前に、集計はすべて書き込まれます。</numerusform>
        </translation>
    </message>
    <message>
        <source>It can only be started again on its own machine.</source>
        <translation>再び起動できるのはブローカーのあるマシン上だけです。</translation>
    </message>
</context>
<context>
    <name>broadcaster::TemplateSender</name>
    <message>
        <source>{{%1}} is not a placeholder. There are %2. Write the first brace as \u007b if you mean the text.</source>
        <translation>{{%1}} はプレースホルダーではありません。使えるのは %2 です。文字として書くには、最初の波括弧を \u007b としてください。</translation>
    </message>
    <message>
        <source>Not sent: the message before waits for its connection.</source>
        <translation>未送信：前のメッセージが接続を待っています。</translation>
    </message>
    <message>
        <source>Connecting, to know {{clientId}}…</source>
        <translation>{{clientId}} を取得するため接続しています…</translation>
    </message>
    <message>
        <source>Not sent: there is no connection.</source>
        <translation>未送信：接続がありません。</translation>
    </message>
</context>
<context>
    <name>broadcaster::Text</name>
    <message>
        <source>%1 /s</source>
        <translation>%1 /s</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>たった今</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 時間 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 日 %2 時間</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>to one client</source>
        <translation>1 クライアント宛て</translation>
    </message>
    <message>
        <source>to all of a type</source>
        <translation>タイプ全体宛て</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>ブロードキャスト</translation>
    </message>
    <message>
        <source>ping</source>
        <translation>Ping</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>system</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>skipped: it is the sender</source>
        <translation>対象外：送信元自身</translation>
    </message>
    <message>
        <source>skipped: not the named client</source>
        <translation>対象外：指定されたクライアントではない</translation>
    </message>
    <message>
        <source>skipped: another type</source>
        <translation>対象外：タイプが異なる</translation>
    </message>
    <message>
        <source>skipped: broadcasts do not go to admins</source>
        <translation>対象外：admin にはブロードキャストを送らない</translation>
    </message>
    <message>
        <source>not routed</source>
        <translation>ルーティング対象外</translation>
    </message>
    <message>
        <source>mirror queued: the client does not keep up</source>
        <translation>ミラーがキュー待ち：クライアントの処理が追いつかない</translation>
    </message>
    <message>
        <source>queued: the client does not keep up</source>
        <translation>キュー待ち：クライアントの処理が追いつかない</translation>
    </message>
    <message>
        <source>mirrored: admins see routed messages</source>
        <translation>ミラー：admin にはルーティングされたメッセージを表示</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>mirror dropped: connection lost</source>
        <translation>ミラーを破棄：接続切れ</translation>
    </message>
    <message>
        <source>dropped: connection lost</source>
        <translation>破棄：接続切れ</translation>
    </message>
    <message>
        <source>mirror passed on to broker %1</source>
        <translation>ミラーをブローカー %1 に転送済み</translation>
    </message>
    <message>
        <source>passed on to broker %1</source>
        <translation>ブローカー %1 に転送済み</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>応答済み</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>%1 queued of %2</source>
        <translation>キュー待ち %1 / %2</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>配信先なし</translation>
    </message>
    <message>
        <source>%1 dropped of %2</source>
        <translation>破棄 %1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>mirror dropped: too slow, closed with %1</source>
        <translation>ミラーを破棄：低速のため %1 で切断</translation>
    </message>
    <message>
        <source>dropped: too slow, closed with %1</source>
        <translation>破棄：低速のため %1 で切断</translation>
    </message>
</context>
<context>
    <name>broadcaster::TlsSection</name>
    <message>
        <source>Encryption</source>
        <translation>暗号化</translation>
    </message>
    <message>
        <source>Reload certificate</source>
        <translation>証明書を再読み込み</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key)</source>
        <translation>PEM ファイル (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>The certificate needs its private key.</source>
        <translation>証明書には対応する秘密鍵が必要です。</translation>
    </message>
    <message>
        <source>The private key needs its certificate.</source>
        <translation>秘密鍵には対応する証明書が必要です。</translation>
    </message>
    <message>
        <source>Reads both files again. Connected clients stay connected.</source>
        <translation>両方のファイルを読み込み直します。接続中のクライアントはそのままです。</translation>
    </message>
    <message>
        <source>No certificate is in use.</source>
        <translation>使用中の証明書はありません。</translation>
    </message>
    <message>
        <source>No certificate is set: the port speaks ws:// and http://, which anyone on the network can read.</source>
        <translation>証明書が未設定です：このポートの通信は ws:// と http:// で、ネットワーク上の誰でも読み取れます。</translation>
    </message>
    <message>
        <source>Not in use while the broker is not running.</source>
        <translation>ブローカーが動作していない間は使用されません。</translation>
    </message>
    <message>
        <source>%1: expired on %2, so clients refuse it. Renew it and reload.</source>
        <translation>%1：%2 に期限が切れたため、クライアントに拒否されます。更新して再読み込みしてください。</translation>
    </message>
    <message numerus="yes">
        <source>%1, expires on %2, in %Ln days.</source>
        <translation>
            <numerusform>%1、有効期限 %2（あと %Ln 日）。</numerusform>
        </translation>
    </message>
    <message>
        <source>Read again: new connections use this certificate.</source>
        <translation>再読み込みしました：新しい接続にはこの証明書を使用します。</translation>
    </message>
    <message>
        <source>The old one stays in use. %1</source>
        <translation>以前の証明書を引き続き使用します。%1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficActions</name>
    <message>
        <source>The filter hides the reply.</source>
        <translation>応答はフィルターで非表示になっています。</translation>
    </message>
    <message>
        <source>The filter hides the request.</source>
        <translation>リクエストはフィルターで非表示になっています。</translation>
    </message>
    <message>
        <source>This message is neither a request nor a reply.</source>
        <translation>このメッセージはリクエストでも応答でもありません。</translation>
    </message>
    <message>
        <source>This request has no reply.</source>
        <translation>このリクエストには応答がありません。</translation>
    </message>
    <message>
        <source>The reply is no longer kept.</source>
        <translation>応答はもう保持されていません。</translation>
    </message>
    <message>
        <source>The request is no longer kept.</source>
        <translation>リクエストはもう保持されていません。</translation>
    </message>
    <message>
        <source>Go to request or reply</source>
        <translation>リクエストまたは応答に移動</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>値をコピー</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>メッセージをコピー</translation>
    </message>
    <message>
        <source>Copy as JSON Lines</source>
        <translation>JSON Lines としてコピー</translation>
    </message>
    <message>
        <source>Copy conversation</source>
        <translation>会話をコピー</translation>
    </message>
    <message>
        <source>Export selected…</source>
        <translation>選択をエクスポート…</translation>
    </message>
    <message>
        <source>Set as time zero</source>
        <translation>時刻の基準に設定</translation>
    </message>
    <message>
        <source>Count time from row to row</source>
        <translation>行ごとの時間差を表示</translation>
    </message>
    <message>
        <source>Resend</source>
        <translation>再送信</translation>
    </message>
    <message>
        <source>Edit and resend…</source>
        <translation>編集して再送信…</translation>
    </message>
    <message>
        <source>Filter on this</source>
        <translation>この値で絞り込む</translation>
    </message>
    <message>
        <source>Filter on %1</source>
        <translation>%1 で絞り込む</translation>
    </message>
    <message>
        <source>Exclude this</source>
        <translation>この値を除外</translation>
    </message>
    <message>
        <source>Exclude %1</source>
        <translation>%1 を除外</translation>
    </message>
    <message>
        <source>Remove mark</source>
        <translation>マークを解除</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>マーク</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. Its details get the rest.</source>
        <translation>ここにはメッセージの先頭部分しかありません。詳細を開くと残りを取得します。</translation>
    </message>
    <message>
        <source>Requests and replies are found while the column Reply is shown.</source>
        <translation>リクエストと応答は、「応答」列を表示している間に検出されます。</translation>
    </message>
    <message>
        <source>Nothing was copied: the clipboard takes %1 messages of together %2 at most. Select fewer, or export them.</source>
        <translation>コピーしませんでした：クリップボードには最大 %1 件、合計 %2 までのメッセージをコピーできます。選択を減らすか、エクスポートしてください。</translation>
    </message>
    <message>
        <source>All between these two</source>
        <translation>この 2 者間のすべて</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>パスをコピー</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDelegate</name>
    <message>
        <source>zero</source>
        <translation>基準</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>マーク済み</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficDetails</name>
    <message>
        <source>The table no longer keeps this message. You see its last state.</source>
        <translation>このメッセージはもうテーブルに保持されていません。最後の状態を表示しています。</translation>
    </message>
    <message>
        <source>The file has only the beginning of this message.</source>
        <translation>ファイルにはこのメッセージの先頭部分しかありません。</translation>
    </message>
    <message>
        <source>Getting the rest of this message…</source>
        <translation>メッセージの残りを取得しています…</translation>
    </message>
    <message>
        <source>The broker no longer has the rest of this message. You see its beginning.</source>
        <translation>ブローカーにこのメッセージの残りはもうありません。先頭部分を表示しています。</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here. %1</source>
        <translation>ここにはメッセージの先頭部分しかありません。%1</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficEmpty</name>
    <message>
        <source>Nothing has been said yet</source>
        <translation>メッセージはまだありません</translation>
    </message>
    <message>
        <source>Clients are connected. Every message appears here with its receivers.</source>
        <translation>クライアントは接続しています。すべてのメッセージが宛先とともにここに表示されます。</translation>
    </message>
    <message>
        <source>Nothing from this project</source>
        <translation>このプロジェクトのメッセージはありません</translation>
    </message>
    <message>
        <source>Choose All projects at the left to see the messages of the others.</source>
        <translation>左の「全プロジェクト」を選ぶと、他のプロジェクトのメッセージが表示されます。</translation>
    </message>
    <message>
        <source>No message matches the filter</source>
        <translation>フィルターに一致するメッセージはありません</translation>
    </message>
    <message>
        <source>New messages that match appear here.</source>
        <translation>一致する新しいメッセージがここに表示されます。</translation>
    </message>
    <message>
        <source>There are no messages in this file</source>
        <translation>このファイルにメッセージはありません</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>フィルターをクリア</translation>
    </message>
    <message>
        <source>Nobody is connected yet</source>
        <translation>まだ誰も接続していません</translation>
    </message>
    <message>
        <source>Open the broker&apos;s own page in a browser: it connects with a form, and its console (F12) takes the last line. Or connect with any WebSocket client. Choose any project name; the type is runtime, data-agent or admin.</source>
        <translation>ブローカー自身のページをブラウザーで開くと、フォームから接続できます。開発者コンソール (F12) では、下の最後の行を実行できます。任意の WebSocket クライアントで接続することもできます。プロジェクト名は自由です。タイプは runtime、data-agent、admin のいずれかです。</translation>
    </message>
    <message>
        <source>Page to open in a browser</source>
        <translation>ブラウザーで開くページ</translation>
    </message>
    <message>
        <source>URL to connect to</source>
        <translation>接続する URL</translation>
    </message>
    <message>
        <source>A client in one line</source>
        <translation>1 行のクライアント</translation>
    </message>
    <message>
        <source>Start demo traffic</source>
        <translation>デモトラフィックを開始</translation>
    </message>
    <message>
        <source>Messages appear here as soon as it runs and clients talk.</source>
        <translation>ブローカーが動作し、クライアントがやり取りを始めると、メッセージがここに表示されます。</translation>
    </message>
    <message>
        <source>Stop demo traffic</source>
        <translation>デモトラフィックを停止</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficFiles</name>
    <message numerus="yes">
        <source>%Ln messages saved in %1.</source>
        <extracomment>The place is the path of a file</extracomment>
        <translation>
            <numerusform>%Ln 件のメッセージを %1 に保存しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>メッセージのエクスポート</translation>
    </message>
    <message>
        <source>Open a capture</source>
        <translation>キャプチャを開く</translation>
    </message>
    <message>
        <source>Captures (*.jsonl *.ndjson *.har)</source>
        <translation>キャプチャ (*.jsonl *.ndjson *.har)</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>保存されませんでした。</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficHeader</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficModel</name>
    <message>
        <source>Comment: %1</source>
        <translation>コメント：%1</translation>
    </message>
    <message>
        <source>Colour rule: %1</source>
        <translation>色分けルール：%1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>時間差</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>From</source>
        <translation>送信元</translation>
    </message>
    <message>
        <source>To</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>タイプ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>配信</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficPage</name>
    <message>
        <source>Diagram</source>
        <translation>図</translation>
    </message>
    <message>
        <source>There are %1 columns of fields already. Remove one with a right-click on its title.</source>
        <translation>フィールドの列がすでに %1 個あります。列見出しを右クリックして、いずれかを削除してください。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln captured message(s) are not saved.</source>
        <translation>
            <numerusform>キャプチャした %Ln 件のメッセージは保存されていません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficStatus</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>Marked or commented messages that are no longer kept, because newer ones took their place, or marks without room. Export messages to keep them.</source>
        <translation>新しいメッセージに置き換えられて保持されなくなった、マークまたはコメント付きのメッセージ、あるいは上限を超えたマークの数です。残しておくにはメッセージをエクスポートしてください。</translation>
    </message>
    <message>
        <source>Cancel the present work</source>
        <translation>実行中の処理をキャンセル</translation>
    </message>
    <message>
        <source>Bring the cleared messages back</source>
        <translation>クリアしたメッセージを元に戻す</translation>
    </message>
    <message>
        <source>Show the saved file in its folder</source>
        <translation>保存したファイルをフォルダーで表示</translation>
    </message>
    <message numerus="yes">
        <source>%Ln marks lost</source>
        <translation>
            <numerusform>マーク消失 %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 match</source>
        <extracomment>Messages that match the filter, of all that are kept</extracomment>
        <translation>%2 件中 %1 件が一致</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>記録漏れ %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>deliveries not recorded</source>
        <translation>配信の記録漏れあり</translation>
    </message>
    <message>
        <source>There were more messages than the window takes. Where some are missing, a mark says so.</source>
        <translation>ウィンドウが取り込める数を超えるメッセージがありました。抜けている箇所には印が表示されます。</translation>
    </message>
    <message numerus="yes">
        <source>The broker was faster than the window: %Ln changes of deliveries were not recorded, so some messages are shown as sent or queued that were dropped.</source>
        <translation>
            <numerusform>ウィンドウの処理がブローカーに追いつきませんでした：配信状態の変化 %Ln 件が記録されなかったため、破棄されたメッセージが送信済みまたはキュー待ちとして表示されている場合があります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving messages</source>
        <translation>メッセージを保存しています</translation>
    </message>
    <message>
        <source>Opening the file</source>
        <translation>ファイルを開いています</translation>
    </message>
    <message>
        <source>Looking for matches</source>
        <translation>一致するものを検索しています</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln 件を選択</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficText</name>
    <message>
        <source>system</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>ブローカー</translation>
    </message>
    <message>
        <source>everyone</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>no type</source>
        <translation>タイプなし</translation>
    </message>
    <message>
        <source>no connection %1 – %2</source>
        <translation>未接続 %1 – %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln not recorded</source>
        <translation>
            <numerusform>記録漏れ %Ln 件</numerusform>
        </translation>
    </message>
    <message>
        <source>There was no connection to the broker from %1 to %2. Its messages of that time are not here.</source>
        <translation>%1 から %2 までブローカーに接続されていませんでした。その間のメッセージはここにありません。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages were not recorded here: there were more than the window takes.</source>
        <translation>
            <numerusform>%Ln 件のメッセージがここに記録されませんでした：ウィンドウが取り込める数を超えていました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficToolbar</name>
    <message>
        <source>Follow</source>
        <translation>追従</translation>
    </message>
    <message>
        <source>Keep the newest message in sight</source>
        <translation>常に最新のメッセージを表示します</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Stop the list; messages are collected meanwhile</source>
        <translation>一覧の更新を止めます。その間もメッセージは収集されます</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>Forget all messages</source>
        <translation>すべてのメッセージを破棄します</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>エクスポート…</translation>
    </message>
    <message>
        <source>Save the messages that are shown</source>
        <translation>表示中のメッセージを保存します</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>開く…</translation>
    </message>
    <message>
        <source>Show the messages of a saved file</source>
        <translation>保存したファイルのメッセージを表示します</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Go on with the messages that have come meanwhile</source>
        <translation>この間に届いたメッセージも含めて再開します</translation>
    </message>
</context>
<context>
    <name>broadcaster::TrafficView</name>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
</context>
<context>
    <name>broadcaster::Tray</name>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Hide the window</source>
        <translation>ウィンドウを隠す(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Show the window</source>
        <translation>ウィンドウを表示(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;tart the broker</source>
        <translation>ブローカーを起動(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;top the broker</source>
        <translation>ブローカーを停止(&amp;O)</translation>
    </message>
    <message>
        <source>Broadcaster: listening on %1</source>
        <translation>Broadcaster：%1 で待ち受け中</translation>
    </message>
    <message>
        <source>Broadcaster: not listening</source>
        <translation>Broadcaster：待ち受けていません</translation>
    </message>
    <message>
        <source>The broker does not run</source>
        <translation>ブローカーは動作していません</translation>
    </message>
</context>
<context>
    <name>broadcaster::UndeliveredLine</name>
    <message numerus="yes">
        <source>%Ln message(s) reached nobody.</source>
        <translation>
            <numerusform>%Ln 件のメッセージが誰にも届きませんでした。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) were dropped at a client.</source>
        <translation>
            <numerusform>%Ln 件のメッセージが宛先のクライアントで破棄されました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Show the messages that did not arrive</source>
        <translation>届かなかったメッセージを表示</translation>
    </message>
    <message>
        <source>Dismiss until there are others</source>
        <translation>次に発生するまで非表示</translation>
    </message>
</context>
<context>
    <name>broadcaster::UrlSection</name>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Project of the URLs</source>
        <translation>URL のプロジェクト</translation>
    </message>
    <message>
        <source>Address of the URLs</source>
        <translation>URL のアドレス</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>Page to try it</source>
        <translation>お試しページ</translation>
    </message>
    <message>
        <source>address of the page to try it</source>
        <translation>お試しページのアドレス</translation>
    </message>
    <message>
        <source>URL for type %1</source>
        <translation>タイプ %1 の URL</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>ヘルスチェック</translation>
    </message>
    <message>
        <source>command for the health</source>
        <translation>ヘルスチェックのコマンド</translation>
    </message>
    <message>
        <source>Connected clients</source>
        <translation>接続中のクライアント</translation>
    </message>
    <message>
        <source>command for the status</source>
        <translation>ステータスのコマンド</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>利用状況</translation>
    </message>
    <message>
        <source>command for the usage</source>
        <translation>利用状況のコマンド</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>URLs for clients and for curl.</source>
        <translation>クライアント用と curl 用の URL です。</translation>
    </message>
    <message>
        <source>Where the project requires a key, add &amp;apiKey= and the key to the URL.</source>
        <translation>プロジェクトでキーが必須の場合は、URL に &amp;apiKey= とキーを追加してください。</translation>
    </message>
    <message>
        <source>Start the broker to see where clients connect.</source>
        <translation>接続先を表示するには、ブローカーを起動してください。</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsageModel</name>
    <message>
        <source>%1, so far</source>
        <translation>%1（途中）</translation>
    </message>
    <message>
        <source>Day (UTC)</source>
        <translation>日付 (UTC)</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>曜日</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
</context>
<context>
    <name>broadcaster::UsagePage</name>
    <message>
        <source>As a table</source>
        <translation>表で表示</translation>
    </message>
    <message>
        <source>Export usage…</source>
        <translation>エクスポート…</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>利用状況</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>プロジェクト(&amp;P)</translation>
    </message>
    <message>
        <source>Messages per day</source>
        <translation>日別メッセージ数</translation>
    </message>
    <message>
        <source>Last %1 days (UTC), today so far</source>
        <translation>直近 %1 日間 (UTC)、今日は途中まで</translation>
    </message>
    <message>
        <source>The usage cannot be read. %1</source>
        <translation>利用状況を読み取れません。%1</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>まだ情報がありません。</translation>
    </message>
    <message>
        <source>All projects</source>
        <translation>全プロジェクト</translation>
    </message>
    <message>
        <source>Reading the usage</source>
        <translation>利用状況を読み込んでいます</translation>
    </message>
    <message>
        <source>messages in total</source>
        <translation>件のメッセージ（累計）</translation>
    </message>
    <message>
        <source>in the last %1 days</source>
        <translation>直近 %1 日間</translation>
    </message>
    <message>
        <source>today, so far</source>
        <translation>今日（途中）</translation>
    </message>
    <message>
        <source>on the busiest day</source>
        <translation>最多の日</translation>
    </message>
    <message>
        <source>No messages in the last %1 days. New messages are counted here within seconds.</source>
        <translation>直近 %1 日間のメッセージはありません。新しいメッセージは数秒でここに集計されます。</translation>
    </message>
    <message>
        <source>messages in total, all of them today</source>
        <translation>件のメッセージ（累計、すべて今日）</translation>
    </message>
    <message>
        <source>on the busiest day, %1</source>
        <translation>最多の日：%1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>Export usage</source>
        <translation>利用状況のエクスポート</translation>
    </message>
    <message>
        <source>%1 cannot be written. %2. Choose another place.</source>
        <translation>%1 に書き込めません。%2。別の場所を選んでください。</translation>
    </message>
</context>
<context>
    <name>broadcaster::ValuePanel</name>
    <message>
        <source>Decode</source>
        <translation>デコード</translation>
    </message>
    <message>
        <source>Decode the value</source>
        <translation>値をデコード</translation>
    </message>
    <message>
        <source>Show the content of the value (D)</source>
        <translation>値の内容を表示 (D)</translation>
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
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Traffic</source>
        <translation>トラフィック(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>プロジェクト(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>フィルター(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Demo traffic</source>
        <translation>デモトラフィック(&amp;D)</translation>
    </message>
    <message>
        <source>Three simulated clients talk in the project demo</source>
        <translation>プロジェクト demo で 3 つの模擬クライアントがやり取りします</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when closed</source>
        <translation>閉じてもトレイで実行を続ける(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Narrow sidebar</source>
        <translation>狭いサイドバー(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous project</source>
        <translation>前のプロジェクト(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next project</source>
        <translation>次のプロジェクト(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;All projects</source>
        <translation>全プロジェクト(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>テーマ(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Follow the desktop</source>
        <translation>デスクトップに合わせる(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Filter language</source>
        <translation>フィルター言語(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>キーボードショートカット(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Broadcaster</source>
        <translation>Broadcaster について(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishButton</name>
    <message>
        <source>The broker sends nothing</source>
        <extracomment>The traffic that the broker sends to this window</extracomment>
        <translation>ブローカーからの送信なし</translation>
    </message>
    <message>
        <source>All traffic, up to %1 MiB/s</source>
        <translation>全トラフィック、最大 %1 MiB/s</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>%1 のみ</translation>
    </message>
    <message>
        <source>The traffic that the broker sends to this window. Click to change it.</source>
        <translation>ブローカーがこのウィンドウに送信するトラフィック。クリックして変更します。</translation>
    </message>
</context>
<context>
    <name>broadcaster::WishPopUp</name>
    <message>
        <source>The broker looks at a message when it comes. It does not know deliveries, replies, marks and comments then.</source>
        <translation>ブローカーはメッセージの到着時に判定します。その時点では、配信、応答、マーク、コメントは分かりません。</translation>
    </message>
    <message>
        <source>Use the filter of the page</source>
        <translation>ページのフィルターを使用</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Traffic to get</source>
        <translation>受信するトラフィック</translation>
    </message>
    <message>
        <source>Filter at the broker</source>
        <translation>ブローカー側フィルター</translation>
    </message>
    <message>
        <source>all messages</source>
        <translation>全メッセージ</translation>
    </message>
    <message>
        <source>Messages a second at most, in MiB</source>
        <translation>1 秒あたりのメッセージの上限（MiB）</translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation> MiB/s</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Only these messages cross the network. Others that match are counted, and a mark shows where they are missing.</source>
        <translation>一致するメッセージだけがネットワークを流れます。上限を超えた分は件数だけを数え、抜けている箇所に印を表示します。</translation>
    </message>
</context>
<context>
    <name>options</name>
    <message>
        <source>Addresses</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>IP address or localhost to listen on; 0.0.0.0 and :: stand for all.</source>
        <translation>待ち受ける IP アドレスまたは localhost。0.0.0.0 と :: はすべてのアドレスを表します。</translation>
    </message>
    <message>
        <source>an IP address, such as 127.0.0.1, ::1 or 0.0.0.0</source>
        <translation>IP アドレス（例：127.0.0.1、::1、0.0.0.0）</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>Port to listen on; 0 takes any free one.</source>
        <translation>待ち受けるポート。0 を指定すると空いているポートを使います。</translation>
    </message>
    <message>
        <source>Certificate file</source>
        <translation>証明書ファイル</translation>
    </message>
    <message>
        <source>PEM file with the certificate and its signers; the port then speaks wss:// and https:// only.</source>
        <translation>証明書と署名者の証明書を含む PEM ファイル。設定するとポートは wss:// と https:// だけになります。</translation>
    </message>
    <message>
        <source>Private key file</source>
        <translation>秘密鍵ファイル</translation>
    </message>
    <message>
        <source>PEM file with the private key of the certificate. Only its owner may be able to read it.</source>
        <translation>証明書の秘密鍵を含む PEM ファイル。所有者だけが読み取れるようにしてください。</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>許可するオリジン</translation>
    </message>
    <message>
        <source>Web pages that may connect beside those of this machine; * stands for all.</source>
        <translation>このマシンのページ以外に接続を許可する Web ページ。* はすべてを表します。</translation>
    </message>
    <message>
        <source>an origin, such as https://app.example.com</source>
        <translation>オリジン（例：https://app.example.com）</translation>
    </message>
    <message>
        <source>Allowed host names</source>
        <translation>許可するホスト名</translation>
    </message>
    <message>
        <source>Name that a broker answers to beside localhost while it listens on this machine only, such as that of a proxy before it.</source>
        <translation>このマシンだけで待ち受けている間、localhost 以外にブローカーが応答する名前（前段のプロキシの名前など）。</translation>
    </message>
    <message>
        <source>a host without a port, such as broker.example.com</source>
        <translation>ポートを含まないホスト名（例：broker.example.com）</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>信頼するプロキシ</translation>
    </message>
    <message>
        <source>Proxy, or network of proxies, whose Forwarded or X-Forwarded-For header names the client.</source>
        <translation>Forwarded または X-Forwarded-For ヘッダーでクライアントを示すプロキシ、またはそのネットワーク。</translation>
    </message>
    <message>
        <source>an IP address or a network, such as 10.0.0.0/8</source>
        <translation>IP アドレスまたはネットワーク（例：10.0.0.0/8）</translation>
    </message>
    <message>
        <source>Model Context Protocol</source>
        <translation>Model Context Protocol</translation>
    </message>
    <message>
        <source>Lets AI agents that have the service key or the viewer key look at the broker by POST /mcp.</source>
        <translation>サービスキーまたは閲覧キーを持つ AI エージェントが、POST /mcp でブローカーを参照できるようにします。</translation>
    </message>
    <message>
        <source>Agents may act</source>
        <translation>操作を許可</translation>
    </message>
    <message>
        <source>Lets agents that have the service key also send messages and disconnect clients.</source>
        <translation>サービスキーを持つエージェントに、メッセージの送信とクライアントの切断も許可します。</translation>
    </message>
    <message>
        <source>Kept messages</source>
        <translation>保持するメッセージ</translation>
    </message>
    <message>
        <source>Latest messages that the broker keeps in memory for questions of agents; 0 keeps none.</source>
        <translation>エージェントの問い合わせに備えて、ブローカーがメモリに保持する最新のメッセージ数。0 は保持しません。</translation>
    </message>
    <message>
        <source>Message size</source>
        <translation>メッセージサイズ</translation>
    </message>
    <message>
        <source>Largest message; a client that sends more is closed with 1009.</source>
        <translation>メッセージの最大サイズ。超えて送信したクライアントは 1009 で閉じられます。</translation>
    </message>
    <message>
        <source>Send queue per client</source>
        <translation>クライアントの送信キュー</translation>
    </message>
    <message>
        <source>Unsent bytes of one client; a client that reads so slowly that more waits is closed with 4002.</source>
        <translation>クライアントごとの未送信バイト数。読み取りが遅くこれを超えたクライアントは 4002 で閉じられます。</translation>
    </message>
    <message>
        <source>Send queues in total</source>
        <translation>送信キューの合計</translation>
    </message>
    <message>
        <source>Bytes that wait in all: for clients, of unfinished messages and of HTTP answers; above it, a client of the project that holds the most is closed.</source>
        <translation>待機中の合計バイト数（クライアントへの送信、未完了のメッセージ、HTTP の応答）。超えると、最も多く占めているプロジェクトのクライアントが閉じられます。</translation>
    </message>
    <message>
        <source>Message rate per client</source>
        <translation>クライアントのレート</translation>
    </message>
    <message>
        <source>Messages per second; 0 is unlimited. Clients above it are closed with 4003.</source>
        <translation>1 秒あたりのメッセージ数。0 は無制限。超えたクライアントは 4003 で閉じられます。</translation>
    </message>
    <message>
        <source>Connections in total</source>
        <translation>接続数の合計</translation>
    </message>
    <message>
        <source>WebSocket connections; further ones are refused and told to try again.</source>
        <translation>WebSocket 接続の数。超えた接続は拒否され、再試行するよう通知されます。</translation>
    </message>
    <message>
        <source>Connections per project</source>
        <translation>プロジェクトの接続数</translation>
    </message>
    <message>
        <source>WebSocket connections of one project, so that it cannot take those of all.</source>
        <translation>プロジェクトごとの WebSocket 接続の数。1 つのプロジェクトが全体の接続を占有するのを防ぎます。</translation>
    </message>
    <message>
        <source>Pending handshakes</source>
        <translation>保留中のハンドシェイク</translation>
    </message>
    <message>
        <source>Connections without a complete request; beyond it, the address with the most gives up its oldest.</source>
        <translation>リクエストが完了していない接続の数。超えると、最も多く持つアドレスの最も古い接続が閉じられます。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>スレッド</translation>
    </message>
    <message>
        <source>Threads that serve the projects; 0 takes one per core.</source>
        <translation>プロジェクトを処理するスレッド数。0 はコアごとに 1 つ。</translation>
    </message>
    <message>
        <source>Handshake timeout</source>
        <translation>ハンドシェイクの期限</translation>
    </message>
    <message>
        <source>Time for a request to arrive; a slower connection is cut.</source>
        <translation>リクエストが届くまでの時間。これより遅い接続は切断されます。</translation>
    </message>
    <message>
        <source>Keep-alive timeout</source>
        <translation>キープアライブの期限</translation>
    </message>
    <message>
        <source>Time that an HTTP connection may be idle between two requests; a proxy before the broker must give up sooner.</source>
        <translation>HTTP 接続が、リクエストの合間にアイドル状態でいられる時間。前段のプロキシはこれより先に接続を閉じるようにしてください。</translation>
    </message>
    <message>
        <source>Ping interval</source>
        <translation>Ping の間隔</translation>
    </message>
    <message>
        <source>Time between two pings; a client that leaves two unanswered is closed with 4004.</source>
        <translation>Ping の間隔。2 回続けて応答しないクライアントは 4004 で閉じられます。</translation>
    </message>
    <message>
        <source>Slow reader timeout</source>
        <translation>低速リーダーの期限</translation>
    </message>
    <message>
        <source>Time that a byte may wait for a client; then it is closed with 4002.</source>
        <translation>1 バイトがクライアントへの送信を待てる時間。超えると 4002 で閉じられます。</translation>
    </message>
    <message>
        <source>Idle project timeout</source>
        <translation>空プロジェクトの期限</translation>
    </message>
    <message>
        <source>Time until an empty project is forgotten. Its keys and usage stay.</source>
        <translation>空のプロジェクトが破棄されるまでの時間。キーと利用状況は残ります。</translation>
    </message>
    <message>
        <source>Drain time</source>
        <translation>ドレイン時間</translation>
    </message>
    <message>
        <source>Time over which a stop closes the clients, so that they do not all connect again at once.</source>
        <translation>停止時にクライアントを順に閉じる時間。一斉に再接続するのを防ぎます。</translation>
    </message>
    <message>
        <source>For no client</source>
        <translation>どのクライアントも圧縮しない</translation>
    </message>
    <message>
        <source>For clients on other machines</source>
        <translation>ほかのマシンのクライアント</translation>
    </message>
    <message>
        <source>For all clients</source>
        <translation>すべてのクライアント</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>圧縮</translation>
    </message>
    <message>
        <source>Clients whose messages are compressed if they ask for it.</source>
        <translation>求められたときにメッセージを圧縮するクライアント。</translation>
    </message>
</context>
</TS>
