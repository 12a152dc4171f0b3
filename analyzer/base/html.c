/*
 * html.c: the frame of pages. All is in the page: nothing is fetched, and the
 * page says so to the browser, which runs the one script that it names by its
 * hash.
 */
#include "migvet/html.h"

#include "migvet/hash.h"
#include "migvet/version.h"

static const char style[] =
	":root{color-scheme:light dark;--back:#fff;--text:#1b1f24;--soft:#57606a;--line:#d0d7de;--code:#f6f8fa;--mark:#fff1a8;"
	"--error:#b3202a;--warning:#8a5a00;--info:#0b5cad;--focus:#0b5cad}\n"
	"@media (prefers-color-scheme:dark){:root{--back:#0f1318;--text:#e4e8ed;--soft:#9aa5b1;--line:#333c46;--code:#171d24;"
	"--mark:#594a0e;--error:#ff8088;--warning:#e3b341;--info:#74b6ff;--focus:#74b6ff}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:64rem;background:var(--back);color:var(--text);"
	"font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\n"
	"h1{margin:0;font-size:1.4rem}h2{margin:2rem 0 .5rem;font:600 1rem/1.5 ui-monospace,monospace}h3{margin:0;font-size:1rem}\n"
	"p{margin:.4rem 0}ol,ul{margin:.4rem 0;padding-left:1.4rem}\n"
	"code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}\n"
	"pre{margin:.5rem 0;padding:.5rem .75rem;overflow-x:auto;background:var(--code);border-radius:6px;overflow-wrap:normal}\n"
	"a{color:var(--info)}.soft{color:var(--soft)}\n"
	":focus-visible{outline:3px solid var(--focus);outline-offset:2px}\n"
	"form{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:1rem 0;"
	"padding:.75rem 0;background:var(--back);border-bottom:1px solid var(--line)}\n"
	"form[hidden]{display:none}\n"
	"input[type=search]{flex:1 1 16rem;font:inherit;padding:.35rem .6rem;color:inherit;background:var(--back);"
	"border:1px solid var(--soft);border-radius:6px}\n"
	"select{font:inherit;max-width:16rem;padding:.35rem;color:inherit;background:var(--back);border:1px solid var(--soft);border-radius:6px}\n"
	"label{white-space:nowrap}\n"
	"summary{cursor:pointer;font-weight:600}\n"
	"@media (max-width:40rem){form{position:static}}\n"
	"@media print{:root{color-scheme:light;--back:#fff;--text:#000;--soft:#444;--line:#999;--code:#fff;--mark:#ddd;--error:#000;"
	"--warning:#000;--info:#000}form{display:none}body{max-width:none;font-size:11px}pre{white-space:pre-wrap;border:1px solid #999}"
	"pre{break-inside:avoid}h2,h3{break-after:avoid}}\n"
	"table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);"
	"text-align:left;vertical-align:top}\n";

static void add_base64(StrBuf *out, const unsigned char digest[32])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (int i = 0; i < 33; i += 3) {
		uint32_t three = (uint32_t)digest[i] << 16 | (uint32_t)digest[i + 1] << 8 | (i + 2 < 32 ? digest[i + 2] : 0u);

		mv_buf_addf(out, "%c%c%c%c", digits[three >> 18], digits[three >> 12 & 63], digits[three >> 6 & 63],
			    i + 2 < 32 ? digits[three & 63] : '=');
	}
}

void mv_html_start(StrBuf *out, const char *title, const char *more_style, const char *script)
{
	mv_buf_adds(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
			 "base-uri 'none'; form-action 'none'");
	if (script) {
		Sha256 hash;
		unsigned char digest[32];

		mv_sha256_start(&hash);
		mv_sha256_add(&hash, mv_str(script));
		mv_sha256_end(&hash, digest);
		mv_buf_adds(out, "; script-src 'sha256-");
		add_base64(out, digest);
		mv_buf_adds(out, "'");
	}
	mv_buf_addf(out, "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			 "<meta name=\"generator\" content=\"migvet " MV_VERSION "\">\n<title>%s</title>\n<style>\n%s%s</style>\n</head>\n<body>\n",
		    title, style, more_style ? more_style : "");
}

void mv_html_end(StrBuf *out, const char *script)
{
	if (script)
		mv_buf_addf(out, "<script>%s</script>\n", script);
	mv_buf_adds(out, "</body>\n</html>\n");
}
