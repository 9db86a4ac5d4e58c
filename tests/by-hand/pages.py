"""Uses the chat page and the page for people in a browser, and keeps pictures and exported files."""

import asyncio
import json
import pathlib
import sys

from playwright.async_api import async_playwright

BROWSER, CHAT, JUDGE, OUT = sys.argv[1], sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4])


def fail(error):
    print("The page's script failed:", error)
    sys.exit(1)


async def exported(page, folder):
    async with page.expect_download() as waiting:
        await page.click("#export")
    download = await waiting.value
    await download.save_as(folder / download.suggested_filename)
    return folder / download.suggested_filename


async def ask(page, text):
    await page.fill("#prompt", text)
    await page.keyboard.press("Enter")
    await page.wait_for_selector("#stop", state="visible")
    await page.wait_for_selector("#stop", state="hidden")


async def chat(page):
    await page.goto(CHAT)
    await page.wait_for_function("document.title.startsWith('Chat with')")
    await ask(page, "How do I bake bread?")
    await page.locator(".answer button").nth(1).click()
    await page.click("summary")
    await page.fill("#temperature", "0.5")
    await ask(page, "And in winter?")
    await page.locator(".answer button").nth(2).click()
    await page.reload()
    await page.wait_for_selector(".answer")
    await page.screenshot(path=OUT / "chat.png")
    rows = [json.loads(line) for line in open(await exported(page, OUT), encoding="utf-8")]
    assert len(rows) <= 2 and all(row["chosen"] != row["rejected"] for row in rows), rows
    assert len(rows[-1]["prompt"]) in (1, 3), rows
    print(len(rows), "pairs")


async def judge(page):
    await page.goto(pathlib.Path(JUDGE).resolve().as_uri())
    await page.fill("#name", "Ann")
    await page.click("text=Begin")
    for key in ("a", "ArrowDown", "b"):
        await page.keyboard.press(key)
        await page.wait_for_timeout(200)
    await page.reload()
    await page.click("text=Begin")
    for _ in range(3):
        await page.click("text=B is better")
        await page.wait_for_timeout(200)
    await page.screenshot(path=OUT / "judge.png")
    votes = json.load(open(await exported(page, OUT), encoding="utf-8"))["votes"]
    assert [votes[str(i)] for i in range(1, 7)] == [[1, 2], [1, 1]] + [[2, 1]] * 4, votes
    print(len(votes), "votes")


async def main():
    OUT.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = await (await browser.new_context(accept_downloads=True)).new_page()
        page.on("pageerror", fail)
        await chat(page)
        await judge(page)
        await browser.close()


asyncio.run(main())
