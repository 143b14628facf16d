import time, tests.browser.test_walk as w
from tests.browser.conftest import *
def test_times(browse, live):
    priv=live.ask("world")["private"]
    pages=live.ask("walk_as", role="vis")["pages"]
    print(len(pages))
    for name,path,cookie in pages[:12]:
        t=[time.time()]
        w.go(browse,live,path,cookie); t.append(time.time())
        w.violations(browse); t.append(time.time())
        w.narrow(browse); t.append(time.time())
        k=list(w.by_keyboard(browse)); t.append(time.time())
        w.wide(browse); t.append(time.time())
        print(name, [round(b-a,2) for a,b in zip(t,t[1:])], k)
    browse.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend','<img src=\"https://example.org/x.png\"><button style=\"width:10px\"></button><div class=x>x</div>'); document.querySelector('.x').style.width='700px'")
    print(w.narrow(browse), browse.troubles)
    print([len(live.ask("walk_as", role=r)["pages"]) for r in w.ROLES])
browse=w.browse
