// How the cases are written: the least that makes a post of one line of front matter or of one body.
'use strict';

const block = (lines, body = 'A few words.\n') => `---\n${[].concat(lines).join('\n')}\n---\n${body}`;

/** A post with a date and these lines of front matter. */
const dated = (lines, more = {}) => ({ content: block([].concat(lines, 'date: 2021-03-04 05:06:07')), ...more });

/** A post with a title and these lines. */
const titled = (lines, more = {}) => ({ content: block(['title: Notes', ...[].concat(lines)]), ...more });

/** A post with title, date and this body. */
const bodied = (body, more = {}) => ({ content: block(['title: Notes', 'date: 2021-03-04 05:06:07'], body), ...more });

module.exports = { block, dated, titled, bodied };
