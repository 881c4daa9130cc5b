const tokenForm = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Whether text is a token: a method, the name of a field or of a cookie. Source: RFC 9110, section 5.6.2; RFC 6265, section 4.1.1. */
export const isToken = (text: string): boolean => tokenForm.test(text);
