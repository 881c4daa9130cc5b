/** The style of the reference page: one column on small screens, dark where the reader's system is. No part of it is loaded. */
export const pageStyle = `
:root{color-scheme:light dark;--text:#1c2024;--quiet:#5b6570;--ground:#fff;--soft:#f3f5f7;--line:#d9dee3;--link:#0b5cad;--warn:#8a4b00}
@media (prefers-color-scheme:dark){:root{--text:#e6e9ec;--quiet:#a3adb7;--ground:#15181b;--soft:#1f2429;--line:#363d45;--link:#7db8f5;--warn:#f0b35e}}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:var(--text);background:var(--ground);overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,pre:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:.5rem;top:.5rem;background:var(--ground);padding:.5rem}
.frame{display:grid;grid-template-columns:17rem minmax(0,1fr);max-width:80rem;margin:auto}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:1.5rem 1rem;font-size:.9rem}
nav ul{list-style:none;margin:0 0 1rem;padding:0}nav li{margin:.25rem 0}nav h2{font-size:.9rem;margin:1rem 0 .25rem}
main{padding:1.5rem;min-width:0}
h1{margin-top:0}h2{margin-top:2.5rem}h3{font-size:1.1rem;margin:0}h4{margin:1.25rem 0 .25rem;font-size:.95rem}
article{border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:1rem 0}
code,pre{font:.875em/1.5 ui-monospace,monospace}
pre{background:var(--soft);padding:.75rem;border-radius:.35rem;overflow:auto;max-height:30rem}
.method{font-weight:700;margin-right:.5rem}
.quiet{color:var(--quiet);font-size:.9rem}.warn{color:var(--warn);font-weight:600;font-size:.9rem}
.members{list-style:none;margin:.25rem 0;padding:0 0 0 .75rem;border-left:2px solid var(--line)}
.members>li{margin:.5rem 0}.members p{margin:.15rem 0}
details{margin:.5rem 0}summary{cursor:pointer}
@media (max-width:50rem){.frame{display:block}nav{position:static;max-height:none;border-bottom:1px solid var(--line)}main{padding:1rem}}
`;
