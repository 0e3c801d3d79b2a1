'use strict';

const { block, dated } = require('./write');

const named = (path, config) => dated('title: Notes', { path, ...config && { config } });
const undated = (path, config) => ({ content: block('title: Notes'), path, config });

module.exports = [
  ...['plain-name', 'Capital Name', '2021-03-04-dated', '名前', 'naïve', 'a.b.c', 'under_score', 'hash#tag', 'question?', 'amp&er', 'plus+', '100%25',
    "quote's", '(paren)', 'UPPER', 'tilde~x', 'emoji🌱', 'e\u0301', 'a,b;c', 'a=b', '@at', '!bang', 'x[1]', 'x{1}', '$x', 'back`tick'].map(name => named(`_posts/${name}.md`)),
  ...['markdown', 'mkd', 'mkdn', 'mdwn', 'mdtxt', 'mdtext', 'html', 'htm', 'MD', 'txt', 'mdx', 'rst', 'org', 'njk', 'json', 'yml', 'css', 'js'].map(kind =>
    named(`_posts/kind-of-${kind.toLowerCase()}.${kind}`)),
  named('_posts/folder/inner.md'),
  named('_posts/folder/index.md'),
  named('_posts/_hidden.md'),
  named('_posts/.hidden.md'),
  named('_posts/_folder/inner.md'),
  named('_posts/.folder/inner.md'),
  named('_posts/inner_folder_/ok.md'),
  named('_posts/backup.md~'),
  named('_posts/temporary.md%'),
  named('_posts/noextension'),
  named('_private/page.md'),
  named('.private/page.md'),
  named('pages/_draft.md'),
  named('nested/_posts/inner.md'),
  named('_data/facts.yml'),
  named('page.md~'),
  named('_posts/2021-03-04-Named Day.md', 'dated-name'),
  undated('_posts/2021-03-05-undated.md', 'dated-name'),
  undated('_posts/2021-3-5-short.md', 'dated-name'),
  undated('_posts/2021-13-45-odd.md', 'dated-name'),
  undated('_posts/0099-01-02-early.md', 'dated-name'),
  undated('_posts/folder/2021-03-06-inner.md', 'dated-name'),
  named('_posts/no date here.md', 'dated-name'),
  named('_posts/C++ & more_.md', 'dated-name'),
  named('_posts/中文 名字.md', 'dated-name'),
  named('_posts/!!!.md', 'dated-name'),
  undated('_posts/2021/7-8 walk.md', 'short-dated-name'),
  undated('_posts/2021/17-08 walk.md', 'short-dated-name'),
  undated('_posts/other.md', 'short-dated-name'),
  named('_posts/raw-copy.md', 'skipping'),
  named('_posts/kept.md', 'skipping'),
  named('plain/deep/file.md', 'skipping'),
  named('folder/secret.md', 'skipping'),
  named('_posts/secret.md', 'skipping'),
  named('_pages/shown.md', 'skipping'),
  named('_pages/deep/hidden.md', 'skipping'),
  named('_posts/story.md', 'assets'),
  named('_posts/story/chapter.md', 'assets'),
  named('_posts/story/notes.markdown', 'assets'),
  named('_posts/100%.md', 'plain'),
  named('_posts/a%20b.md', 'plain'),
  named('_posts/what?.md', 'plain'),
  named('all/100%.md', 'plain')
];
