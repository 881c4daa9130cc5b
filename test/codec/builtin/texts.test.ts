import { ExactNumber } from '../../../src/codec/exact-number.ts';
import { codecFor, describeConversion, string } from '../conversions.ts';

describeConversion('upper', {
  codec: codecFor('upper', string),
  respelt: [
    ['Ada', 'ADA', 'ADA'],
    ['straße', 'STRASSE', 'STRASSE'],
    ['', '', ''],
  ],
  exact: [[null, null]],
  encodeRefuses: [[1, 'it is an integer, not text']],
});

describeConversion('upper of an enum comes back', {
  codec: codecFor('upper', { types: ['string'], enumeration: ['active', 'onHold'] }),
  exact: [
    ['active', 'ACTIVE'],
    ['onHold', 'ONHOLD'],
  ],
});

describeConversion('lower', { codec: codecFor('lower', string), respelt: [['ADA', 'ada', 'ada']] });

describeConversion('trim', {
  codec: codecFor('trim', string),
  respelt: [['\t Ada Lovelace\n', 'Ada Lovelace', 'Ada Lovelace']],
});

describeConversion('prefix', {
  codec: codecFor({ prefix: 'usr_' }, string),
  exact: [
    ['7', 'usr_7'],
    ['', 'usr_'],
    ['usr_7', 'usr_usr_7'],
    [null, null],
  ],
  encodeRefuses: [[7, 'it is an integer, not text']],
  decodeRefuses: [
    ['7', 'it does not begin with "usr_"'],
    ['USR_7', 'it does not begin with "usr_"'],
  ],
});

describeConversion('suffix', {
  codec: codecFor({ suffix: '.pdf' }, string),
  exact: [
    ['bill', 'bill.pdf'],
    ['', '.pdf'],
  ],
  decodeRefuses: [['bill', 'it does not end with ".pdf"']],
});

describeConversion('uuid-compact', {
  codec: codecFor('uuid-compact', { types: ['string'], format: 'uuid' }),
  exact: [
    ['0b0e7f66-2d3c-4d5e-8f10-111213141516', '0b0e7f662d3c4d5e8f10111213141516'],
    ['0B0E7F66-2D3C-4D5E-8F10-111213141516', '0B0E7F662D3C4D5E8F10111213141516'],
    [null, null],
  ],
  respelt: [
    [
      'urn:uuid:0b0e7f66-2d3c-4d5e-8f10-111213141516',
      '0b0e7f662d3c4d5e8f10111213141516',
      '0b0e7f66-2d3c-4d5e-8f10-111213141516',
    ],
  ],
  encodeRefuses: [
    ['0b0e7f662d3c4d5e8f10111213141516', 'it is no UUID with dashes'],
    ['0b0e7f66-2d3c-4d5e-8f10-11121314151', 'it is no UUID with dashes'],
    ['{0b0e7f66-2d3c-4d5e-8f10-111213141516}', 'it is no UUID with dashes'],
    ['', 'it is no UUID with dashes'],
  ],
  decodeRefuses: [
    ['0b0e7f66-2d3c-4d5e-8f10-111213141516', 'it is no UUID of thirty-two digits'],
    ['0b0e7f662d3c4d5e8f1011121314151g', 'it is no UUID of thirty-two digits'],
  ],
});

describeConversion('base64', {
  codec: codecFor('base64', string),
  exact: [
    ['', ''],
    ['a', 'YQ=='],
    ['ab', 'YWI='],
    ['abc', 'YWJj'],
    ['é?ÿ', 'w6k/w78='],
    ['😀', '8J+YgA=='],
    [null, null],
  ],
  encodeRefuses: [
    ['a\ud83d', 'a character in it is only half there'],
    [1, 'it is an integer, not text'],
  ],
  decodeRefuses: [
    ['YQ', 'it is no base64 in its canonical form'],
    ['YR==', 'it is no base64 in its canonical form'],
    ['YQ==\n', 'it is no base64 in its canonical form'],
    ['Y Q==', 'it is no base64 in its canonical form'],
    ['8J-YgA==', 'it is no base64 in its canonical form'],
    ['YQ==YQ==', 'it is no base64 in its canonical form'],
    ['/w==', 'its bytes are no UTF-8 text'],
  ],
});

describeConversion('base64url', {
  codec: codecFor('base64url', string),
  exact: [
    ['a', 'YQ'],
    ['😀', '8J-YgA'],
  ],
  decodeRefuses: [
    ['YQ==', 'it is no base64url in its canonical form'],
    ['8J+YgA', 'it is no base64url in its canonical form'],
    ['YR', 'it is no base64url in its canonical form'],
  ],
});

describeConversion('percent', {
  codec: codecFor('percent', string),
  exact: [
    ['a b/é%', 'a%20b%2F%C3%A9%25'],
    ['', ''],
  ],
  encodeRefuses: [['\udc00', 'a character in it is only half there']],
  decodeRefuses: [
    ['%', 'it holds a broken percent escape'],
    ['%C3', 'it holds a broken percent escape'],
    ['%C0%AF', 'it holds a broken percent escape'],
  ],
});

describeConversion('json', {
  codec: codecFor('json', { types: [] }),
  exact: [
    [{ a: [1, 'b', null, true] }, '{"a":[1,"b",null,true]}'],
    ['a', '"a"'],
    [new ExactNumber('12345678901234567890'), '12345678901234567890'],
    [[], '[]'],
    [null, null],
  ],
  decodeRefuses: [
    ['{"a":1,"a":2}', 'it is no JSON text that can be taken (duplicate-key)'],
    ['{', 'it is no JSON text that can be taken (syntax)'],
    [1, 'it is an integer, not text'],
  ],
});

describeConversion('join of text', {
  codec: codecFor({ join: ',' }, { types: ['array'], items: { types: ['string'] } }),
  exact: [
    [['a', 'b'], 'a,b'],
    [['a'], 'a'],
    [[], ''],
    [['', ''], ','],
    [['a', '', 'b'], 'a,,b'],
    [null, null],
  ],
  encodeRefuses: [
    [['a,b'], 'an item holds ",", which separates the items'],
    [[''], 'its only item is empty, as if there were none'],
    [['a', null], 'it holds an item that is neither text, a number nor a boolean'],
    [['a', { b: 1 }], 'it holds an item that is neither text, a number nor a boolean'],
    [[['a']], 'it holds an item that is neither text, a number nor a boolean'],
    ['a,b', 'it is text, not a list'],
  ],
  decodeRefuses: [[['a'], 'it is a list, not text']],
});

describeConversion('join of numbers', {
  codec: codecFor({ join: ' ' }, { types: ['array'], items: { types: ['integer'] } }),
  exact: [[[1, -2, new ExactNumber('12345678901234567890')], '1 -2 12345678901234567890']],
  decodeRefuses: [
    ['1 x', 'an item does not have the type of the items'],
    ['1  2', 'an item does not have the type of the items'],
    ['1.5', 'an item does not have the type of the items'],
  ],
});

describeConversion('join of booleans and numbers', {
  codec: codecFor({ join: '|' }, { types: ['array'], items: { types: ['boolean', 'number'] } }),
  exact: [[[true, 1.5, false], 'true|1.5|false']],
});

describeConversion('join by more than one character', {
  codec: codecFor({ join: '--' }, { types: ['array'] }),
  exact: [[['a', 'b-c'], 'a--b-c']],
  encodeRefuses: [
    [['a--b'], 'an item holds "--", which separates the items'],
    [['a-', 'b'], 'an item and its neighbour make up "--", which separates the items'],
  ],
});
