'use strict';

const { dated, block } = require('./write');

const marks = ['true', 'false', 'False', '"false"', "'0'", '0', '1', 'no', 'off', 'FALSE', '"FALSE"', '~', '', '""', '[]', '{}', '2021-01-01', '.nan'];

module.exports = [
  ...marks.map(mark => dated(['title: Notes', `published: ${mark}`])),
  dated(['title: Notes', 'draft: true']),
  dated(['title: Notes', 'draft: true', 'published: true']),
  dated(['title: Notes', 'Published: false']),
  dated('title: Notes', { path: '_drafts/idea.md' }),
  dated(['title: Notes', 'published: true'], { path: '_drafts/sure.md' }),
  dated(['title: Notes', 'tags: [one]', 'categories: two'], { path: '_drafts/folder/terms.md' }),
  dated(['title: Notes', 'published: false', 'tags: [one]']),
  { path: '_drafts/bare.md', content: 'Only words.\n' },
  { path: 'unpublished/index.md', content: block(['title: About', 'published: false', 'date: 2021-03-04']) }
];
