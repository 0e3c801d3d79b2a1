'use strict';

const { titled } = require('./write');

const both = (written, config = 'plain') => titled(['date: 2021-03-04 05:06:07', `updated: ${written}`], { config });

module.exports = [
  both('2022-01-02'),
  both('2022-01-02 03:04:05'),
  both('2022-01-02T03:04:05Z', 'tokyo'),
  both('2022-01-02T03:04:05+02:00', 'tokyo'),
  both('"2022-01-02"', 'newyork-machine'),
  both('January 2, 2022', 'berlin-on-utc'),
  both('~'),
  both('soon'),
  both('0'),
  both('2022'),
  both('2022-01-02 03:04:05', 'newyork-on-tokyo'),
  both('', 'updated-date'),
  both('2022-01-02', 'updated-date'),
  both('never', 'updated-date'),
  titled(['date: 2021-03-04', 'lastmod: 2022-01-02']),
  titled(['date: 2021-03-04', 'Updated: 2022-01-02']),
  titled(['updated: 2022-01-02']),
  titled(['date: 2021-03-04', 'updated: [2022-01-02]'])
];
