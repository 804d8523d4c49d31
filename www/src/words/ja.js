// The text of the page around the check. The build writes it into index.html, for those whose browser runs no script.

export default {
  title: "医療DX関連加算 セルフチェック",
  subject: "医療DX関連加算",
  what: "セルフチェック",
  skip: "本文へ移動",
  noScript: "このページは、計算のためにJavaScriptを使います。ブラウザーの設定でJavaScriptを有効にしてください。",
  dropped: "この画面に前に入力した内容は、読み取れないため消しました。",
  examples: "入力例で試す",
  examplesHint: "今月の架空の施設を入力した状態にします。入力した内容は置きかわります。",
  example: (title, note) => `入力例「${title}」から始めました。${note}`,
  nation: "複数施設をまとめて調べる（法人・ベンダー向け）",
  accessibility: "アクセシビリティについて",
  aim: "このページは、WCAG 2.2 のレベル AA（JIS X 8341-3 のレベル AA の達成基準を含みます）を満たすことを目標にしています。",
  byMachine:
    "機械による検査（axe-core）を、すべての手順と結果の画面について、Chromium、Firefox、WebKit で行っています。見つかった問題が残っている版は公開しません。",
  byKeyboard:
    "キーボードだけで最後まで使えることと、幅 320 ピクセルの画面（大きく拡大した画面）で横に動かさずに読めることも、この三つで検査しています。強制カラー（画面の色を利用者が決める設定）と印刷は、Chromium で検査しています。",
  inWords: "図には、同じ内容の表と、読み上げのための文章があります。判定は、色だけでなく記号と言葉でも示します。",
  byPeople:
    "スクリーンリーダー（画面を読み上げるソフト）を日ごろ使っている方による試験は、まだ行っていません。使いにくいところは、リポジトリの Issues でお知らせください。",
};
