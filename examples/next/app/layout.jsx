export const metadata = { title: "医療DX関連加算の確認", icons: { icon: "data:," } };

export default function Layout({ children }) {
  return (
    <html lang="ja">
      <body>{children}</body>
    </html>
  );
}
