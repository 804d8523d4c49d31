// What the command says, in both languages.

const number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

export const WORDS = {
  en: {
    lang: "en",
    usage: "usage: dx-kasan check FILE --date 2025-11-10 [--out levels.csv]; see dx-kasan --help",
    noDate: "the option --date is missing: the day to answer for, such as 2025-11-10",
    noFormat: (given) => `\`${given}\` is not a format; write csv or jsonl`,
    noLanguage: (given) => `\`${given}\` is not a language; write ja or en`,
    noEncoding: "the encoding is not known; write utf-8 or shift_jis",
    standardInput: "standard input",
    standardOutput: "standard output",
    messages: "standard error (messages)",
    sameFile: (one, other) => `\`${one}\` and \`${other}\` are the same file`,
    noFile: (name) => `\`${name}\` is not there`,
    isFolder: (name) => `\`${name}\` is a folder`,
    notRead: (reason) => `the input cannot be read to its end: ${reason}; no file was changed`,
    notWritten: (name, reason, whole) =>
      `\`${name}\` cannot be written: ${reason}; ${whole ? "no file was changed" : "what it has is not all"}`,
    rows: (answered, refused) => `${number(answered)} facilities${refused ? `, ${number(refused)} lines refused` : ""}`,
    done: (answered, refused, { version, checkedTo }) =>
      `${number(answered)} facilities answered, ${number(refused)} lines refused; rules ${version}, compared with the law to ${checkedTo}`,
    help: `dx-kasan: what medical facilities qualify for of Japan's medical-DX add-ons on a day

  dx-kasan check FILE --date 2025-11-10 [options]

Reads a file of facilities of any size, - for standard input, and writes a line for each facility and add-on.
Nothing is sent anywhere.

  --date DAY        the day to answer for
  --out FILE        where to write; by its ending CSV or JSON Lines (.jsonl). Default: standard output, like the input
  --bad FILE        where to write the lines that were refused: line, column, code, message. Default: messages
  --format FORMAT   of the input: csv or jsonl. Default: by the ending
  --encoding NAME   of the input: utf-8 (default), shift_jis, ...
  --raw-names       for programs: texts in a CSV as they are. Default: one that a spreadsheet would run (it begins with
                    = + - @, a tab or the like) gets an apostrophe in front
  --lang ja|en      of the messages. Default: by LC_ALL, LC_MESSAGES or LANG
  --help, --version

Columns of a CSV of facilities, in any order; an empty field is unknown, which is not no:

  id, name          yours; they come back with the answers
  type              hospital, medical-clinic, dental-clinic, pharmacy, visiting-nursing-station
  schedule          medical, dental, dispensing, visiting-nursing; by the type where it is left out
  prefecture, beds  01 to 47; a number
  a fact's id       yes, no, or days such as 2025-06-01.. or 2025-06-01..2025-12-31; a ratio: 31.0% or 310/1000
  a month           its usage rate by receipts, 2025-07: 45.3% or 453/1000 (users/receipts)
  2025-07 checks    the same by checks
  2025-07 home-care-claims, 2025-07 home-care-receipts    counts for the correction of home care
  an add-on's id    the day from which its filing counts, several apart by spaces; no: not filed

The Japanese labels of types, schedules and facts do in the place of their ids. JSON Lines have a facility of the
package on each line, and may have id and name.

Columns of the answers: line (of the input), id, name, add-on, verdict, level, amount, unit, codes (those of that fee on
receipts on that day, as far as they are known), possible-level (if what is unknown turns out well), next-level (the
one above), missing (what is not surely met of it).

FILE, --out and --bad must be different files. --out and --bad are written whole or not at all: beside the file that is
named, in the same folder, and put in its place at the end. Until then, and after every failure or signal, it is what it
was. A device or a pipe (/dev/stdout, a FIFO) is written to as it is.

Exit code: 0 all lines were answered; 1 some were refused, all others answered. With any other, --out and --bad are as
they were: 2 nothing was done (the options, the file or its header cannot be right); 3 FILE cannot be read to its end;
4 an output cannot be written; 5 a fault of this program; 141 a pipe was closed; 129, 130, 131, 143 ended by a signal.
`,
  },
  ja: {
    lang: "ja",
    usage: "使い方: dx-kasan check ファイル --date 2025-11-10 [--out levels.csv]。くわしくは dx-kasan --help --lang ja",
    noDate: "--date がありません。どの日について調べるかを 2025-11-10 のように書いてください。",
    noFormat: (given) => `「${given}」という形式はありません。csv か jsonl を書いてください。`,
    noLanguage: (given) => `「${given}」という言語はありません。ja か en を書いてください。`,
    noEncoding: "その文字コードは分かりません。utf-8 や shift_jis を書いてください。",
    standardInput: "標準入力",
    standardOutput: "標準出力",
    messages: "標準エラー出力（メッセージ）",
    sameFile: (one, other) => `「${one}」と「${other}」は同じファイルです。`,
    noFile: (name) => `「${name}」がありません。`,
    isFolder: (name) => `「${name}」はフォルダーです。`,
    notRead: (reason) => `入力を最後まで読めません（${reason}）。どのファイルも変わっていません。`,
    notWritten: (name, reason, whole) =>
      `「${name}」に書きこめません（${reason}）。${whole ? "どのファイルも変わっていません。" : "書きこまれた分は途中までです。"}`,
    rows: (answered, refused) => `${number(answered)} 施設${refused ? `（読めない行 ${number(refused)}）` : ""}`,
    done: (answered, refused, { version, checkedTo }) =>
      `${number(answered)} 施設の答えを書きました。読めない行は ${number(refused)} 行です。ルールの版 ${version}（${checkedTo} までの資料と照合）。`,
    help: `dx-kasan: 医療DXの加算を、その日にどの区分で算定できるかを調べます

  dx-kasan check ファイル --date 2025-11-10 [オプション]

施設の一覧（何行でもよい）を読み、施設と加算ごとに 1 行ずつ書きます。ファイル名を - にすると標準入力を読みます。
データはどこにも送りません。

  --date 日         調べる日
  --out ファイル    書きこむ先。名前の終わりが .jsonl なら JSON Lines、ほかは CSV。省くと標準出力（入力と同じ形式）
  --bad ファイル    読めなかった行の一覧（CSV: 行、列、種類、説明）の書きこみ先。省くと画面に出します
  --format 形式     入力の形式。csv か jsonl。省くとファイル名の終わりで決めます
  --encoding 名前   入力の文字コード。utf-8（省いたとき）、shift_jis など
  --raw-names       プログラム用。CSV の文字をそのまま書きます。省くと、表計算ソフトが式として実行する文字（= + - @ やタブなどで
                    始まるもの。全角も）の前に ' を付けます
  --lang ja|en      メッセージの言語。省くと LC_ALL、LC_MESSAGES、LANG で決めます
  --help, --version

施設の CSV の列（順番は自由）。空欄は「不明」で、「いいえ」とは別です。

  id、name          自由に使えます。答えにそのまま付きます
  type              施設の種類: hospital、medical-clinic、dental-clinic、pharmacy、visiting-nursing-station
  schedule          点数表: medical、dental、dispensing、visiting-nursing。省くと種類で決まります
  prefecture、beds  都道府県の番号 01 から 47、病床数
  項目の id         yes、no、または 2025-06-01.. や 2025-06-01..2025-12-31 のような期間。割合は 31.0% か 310/1000
  月                2025-07 のように書き、その月の利用率（レセプト件数ベース）を 45.3% か 453/1000（利用者数/レセプト件数）で
  2025-07 checks    同じく、オンライン資格確認件数ベース
  2025-07 home-care-claims、2025-07 home-care-receipts    在宅の補正に使う件数
  加算の id         届出が有効になる日。複数は空白で区切ります。no は届け出ていないこと

種類・点数表・項目では、id の代わりに日本語の名前（病院、オンライン請求など）も使えます。JSON Lines では 1 行に 1 施設を、パッケージと同じ形で
書きます。id と name も付けられます。

答えの列: line（入力の行）、id、name、add-on（加算）、verdict（判定）、level（区分）、amount（点数・金額）、unit（単位）、
codes（その日のレセプトの診療行為コード。分かっているもの）、possible-level（不明な点がよいほうに決まったときの区分）、
next-level（一つ上の区分）、missing（その区分に足りない基準）。

読むファイル、--out、--bad は、別々のファイルにしてください。--out と --bad は、同じフォルダーの一時ファイルに書き、最後に名前を入れ替えます。
失敗したときや途中で止めたときは、もとのファイルがそのまま残ります。パイプなど（/dev/stdout、FIFO）には、そのまま書きます。

終了コード: 0 すべて答えた。1 読めない行があり、ほかはすべて答えた。ほかのときは、--out と --bad はもとのままです。
2 何もしなかった（指定、ファイル、見出しの誤り）。3 入力を最後まで読めない。4 書きこめない。5 このプログラムの誤り。
141 パイプが閉じられた。129、130、131、143 シグナルで終わった。
`,
  },
};
