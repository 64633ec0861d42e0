/**
 * Conversations as they are played: `A: text` is a message (its next lines belong to it), `A^: text` answers the first
 * one in its thread. Below a message, `+ 👍 B C` are reactions, `~ text` an edit, `-` a deletion. `[[a|b]]` is one of
 * several, `$part` the same one all through a conversation, `@B` a mention.
 */
export const slots: Readonly<Record<string, readonly string[]>> = {
  part: [
    "the wind vane",
    "the depth sounder",
    "the compass",
    "the autopilot link",
    "the GPS board",
    "the log paddle",
    "the mast unit",
  ],
  service: ["sync", "tiles", "accounts", "telemetry", "forecast", "updates"],
  number: ["12", "17", "23", "31", "38", "44", "52", "67", "81", "96"],
  version: ["4.7.1", "4.7.2", "4.8.0", "4.8.1", "4.8.2", "4.9.0", "4.9.1"],
  boat: [
    "a Hallberg-Rassy 34",
    "a Bavaria 37",
    "an old Contessa 26",
    "a J/99",
    "a Sun Odyssey 410",
    "a wooden folkboat",
  ],
  skipper: [
    "Mr Halvorsen",
    "Ms Dubois",
    "Captain Reyes",
    "the sailing school in Kiel",
    "a charter firm in Split",
    "Ms O'Brien",
  ],
  day: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
  lunch: ["the ramen place", "the fish stall at pier 3", "Café Anker", "the falafel van", "soup from the corner shop"],
  screen: [
    "the anchor alarm",
    "the route planner",
    "the night mode",
    "the pairing screen",
    "the tide table",
    "the settings page",
  ],
  candidate: ["the firmware candidate", "the second Android candidate", "the support lead", "the intern from Gdańsk"],
};

const split = (text: string): string[] => text.trim().split(/\n\n\n*/);

export const scripts: Readonly<Record<string, readonly string[]>> = {
  general: split(`
A: Good morning! Quick reminder: [[all-hands|the monthly review|demo hour]] is on $day at [[10:00|11:00|14:30]]. Bring [[questions|coffee|something to show]].
+ 👍 B C D
B: Will it be recorded? I'm [[on a train|at the dentist|out on the test boat]] then.
A: Yes, the link will be here afterwards.
+ 🙏 B

A: The office is closed on $day, the harbour is doing work on the water mains. Please work from home.
B: All day, or just the morning?
A: All day, to be safe.
C: I'll take the test rig home then.
+ ⛵ A B

A: We passed **$number,000** active boats this [[week|morning]] 🎉
+ 🎉 B C D
B: Incredible. I remember celebrating the first hundred.
C: With that terrible cake, yes.
D: The cake was *fine*.
+ 😂 A B C

A: Please fill in your holidays for the winter by $day: https://wiki.lighthouse.example/holidays
B: Is half a day possible?
A: Yes, write \`0.5\` into the column.
C: Done ✅
D: Done too.

A: New expense rule from today: everything under €[[50|75|100]] needs no approval, just a photo of the receipt.
+ ❤️ B C D
B: Does that include books?
A: Books always.

A: Who has the key to the [[workshop|storage room|small meeting room]]?
B: I do, sorry. Bringing it down in five minutes.
C: There is a spare one in the drawer by the printer.
A: Found it, thanks!

A: Heads up, visitors from [[the coast guard|the university|our distributor]] are here on $day afternoon. Please keep the [[desks|workshop|demo table]] presentable.
B: Define *presentable*.
A: No open housings, no solder on the floor, @B.
+ 😅 B C
B: Fair.

A: Welcome to everyone who joined this month! Say hello and tell us what you'd sail if money were no object.
B: Hello! A trimaran, no question.
C: Hi all. Honestly, a very small dinghy and a very long summer.
+ 😍 A D
D: $boat, and somebody else to varnish it.

A: Fire drill on $day at 15:00. It takes ten minutes, please don't hide.
B: I've never hidden.
C: You hid in the lab, @B. We counted.
+ 😂 A D

A: The notes of the last meeting are up:
- hiring goes on, one more in firmware
- the boat show is confirmed
- support hours move to **8–18**
+ 👀 B C
B: Thanks for writing those every time.
`),
  engineering: split(`
A: The \`$service\` build is red again.
B: Looking. It's [[the flaky date test|a lockfile conflict|the new linter rule]].
B: Pushed a fix, running now.
C: Green here 👌
+ 🎉 A B

A: Can someone review #$number? It's small, mostly [[deletions|renames|tests]].
B: On it.
B: Two remarks, otherwise good. The timeout has no unit in its name.
A: Right, \`timeoutMs\` it is. Pushed.
B: Approved ✅
+ 🙌 A

A: $part reports nonsense when the battery is below 11.4 V.
B: Nonsense how?
A: It jumps by a factor of ten. Log:
\`\`\`
12:04:31 awa=  38.2 aws= 11.7 vbat=11.52
12:04:32 awa=  38.9 aws= 11.6 vbat=11.41
12:04:33 awa= 389.0 aws=116.0 vbat=11.38
\`\`\`
C: That's the reference voltage of the ADC. We assume 3.3 V even when the regulator drops out.
B: So we should measure it instead of assuming. I'll take that one.
+ 💡 A C
C^: There's an internal channel for it, see chapter 12 of the datasheet.
B^: Found it, thanks.

A: Who is on call this week?
B: Me until $day, then @C.
C: Confirmed. Phone is charged.

A: \`$service\` p99 went from 80 to $number0 ms after the last deploy.
B: Which commit?
A: Probably the one that asks for every boat separately:
\`\`\`ts
for (const boat of fleet) {
  await loadPosition(boat.id);
}
\`\`\`
C: Ouch. One query with \`= ANY($1)\` then.
A: Doing that now.
A: Back to 74 ms.
+ 🚀 B C D

A: Small rule I'd like us to adopt: every retry has a bound *and* says what happens after the last try.
+ 💯 B C
B: Agreed, and jitter. The reconnect storm after the outage was our own doing.
C: I'll write it into the handbook.

A: Does anyone know why we pin $service to one core?
B: History. It used to share memory with the tile cache.
A: So we can drop that?
B: I'd try it on staging first.
A: Will do on $day.

A: Question about the protocol: may a sensor send two frames with the same counter?
B: No. If it does, the second is a retransmission and is ignored.
A: And after a restart of the sensor?
B: New session id, counter starts at 1. It's in https://wiki.lighthouse.example/protocol#counters
A: Perfect, thank you.
+ 👍 B

A: I can reproduce the crash with $part 🎉
+ 🎉 B C
B: How?
A: Unplug it *while* it calibrates. The callback runs after the device is gone.
B: Classic. A weak reference, or cancel the calibration?
A: Cancel. I don't want half a calibration in flash.
C: +1 for cancel.

A: Migrated staging to PostgreSQL 18. Took [[four|six|nine]] minutes, nothing to report.
B: Boring, just how I like it.
+ 😌 A C
C: When do we do production?
A: $day night, with a backup that we actually restore first.
+ 🙏 B C

A: The unit tests take $number seconds now, that's too long.
B: Half of it is one file that sleeps. I'll make it wait for the fact instead.
A: Thank you!
B: Down to 14 s.
~ Down to 12 s.
+ 🏎️ A C

A: Can we please agree on knots *or* metres per second inside the code?
B: SI inside, knots only at the edge where a person reads it.
C: And the unit in the name.
A: I'll write a lint rule for \`speed\` without a unit.
+ ❤️ B C

A: Pairing fails on [[two|three]] of my phones, both with the new beta of the system.
B: Same here. They changed how long a scan may run in the background.
A: So we need the foreground service after all?
B: I'm afraid so. I'll write it up.

A: I deleted 1,$number0 lines today and nothing broke.
+ 🔥 B C D
B: The best kind of day.
C: What was it?
A: The old simulator. Everything uses the recorded tracks since spring.
`),
  design: split(`
A: New version of $screen: https://design.lighthouse.example/$number
B: Much calmer! The second row could breathe a little more.
A: Like 8 more pixels, or a whole step?
B: A whole step.
A: Updated.
+ 😍 B C

A: How does $screen look in direct sun?
B: I took it out to the pier. Grey on grey is gone, everything else is readable.
A: So no text below 4.5:1, and for night mode?
B: Red on black, dimmed. We measured 0.3 cd/m².
+ 🌙 A C

A: Which one? **A** has the dial on the left, **B** in the middle.
B: B. The thumb reaches it.
C: B for phones, A for tablets?
A: That's the answer, thanks.
+ 🅱️ B C

A: @B do we have the icons for $part as outlines?
B: In the shared folder since this morning.
A: I looked in the wrong one. Sorry!

A: Usability test with [[five|six|seven]] skippers on $day. Findings so far:
1. nobody reads the first screen
2. everybody presses the big number
3. two didn't find $screen at all
B: 3 hurts. Under which menu did they look?
A: All of them under *Boat*.
B: Then it moves to *Boat*.
+ 💯 A C

A: Are we keeping the blue?
B: The blue stays. It only gets a darker sibling for text.
C: \`#0b5cad\` passes on white.
+ 💙 A B

A: I'd like to drop the animation when switching pages, it makes people seasick. Literally, two of them said so.
+ 😂 B C
B: At least respect *reduce motion*.
A: We do. I'd go further and make it instant for all.
B: OK, try it.

A: Copy check: "Your anchor is dragging" or "The boat is moving"?
B: The second one is calmer, but the first is what I want to be woken by.
C: First. Short, and it says what to do.
A: First it is.
`),
  support: split(`
A: $skipper writes that $part shows nothing since the update.
B: Which version?
A: $version.
B: Known, fixed in the next one. Workaround: switch it off for ten seconds.
A: That worked, they say thank you.
+ ❤️ B

A: Third question this week about $screen. Should we write an article?
B: Yes please. I can give you pictures.
C: I'd rather make it not need one, but yes.
A: Draft: https://help.lighthouse.example/draft/$number
+ 👀 B C

A: $skipper has $boat and asks whether the mast unit fits.
B: Diameter?
A: 92 mm.
B: Fits with the small bracket. Part number \`LI-$number-B\`.
A: Ordered, thanks.

A: A refund for $skipper, please. The parcel arrived wet.
B: Done. And a new one is on its way, with a note.
+ 🙏 A C

A: First-response time last week: **[[38|41|47]] minutes**. Best so far.
+ 🎉 B C D
B: Because nothing broke!
C: Because @A never sleeps.
A: I do sleep. Ask my cat.
+ 🐈 B

A: Can someone from engineering look at this log from $skipper? Reconnects every $number seconds.
B: That is the marina's Wi-Fi, it cuts every connection. The app should fall back by itself.
A: It does, but shows it honestly, and that worries them.
B: "Connected over a slower way" is not an error. Tell them all is well, nothing is lost.
A: Will do.

A: $skipper sent us a photo of a dolphin, with our display in the corner.
+ 🐬 B C D
B: Please ask whether we may use it!
A: Asked. They said yes, if we send a mug.
B: Two mugs.

A: How do I explain true versus apparent wind in one sentence?
B: Apparent is what your face feels, true is what the flag on the pier shows.
A: Stolen, thank you.
+ 😄 B C

A: Wrong address in the order of $skipper.
-
B: I changed it, the parcel has not left yet.
A: 🙏
`),
  releases: split(`
B: **App $version** is on its way to testers.
A: Smoke test running.
A: All good, rolling out to 10 %.
+ 🚀 C D
C: No crashes in the first hour.
A: 100 %.

B: **Firmware $version** built: 412 KiB, 3 changes.
A: Changes:
- $part measures its own reference voltage
- faster start
- the watchdog says why it barked
+ 👏 C D
C: Flashed on the test boat, running.

B: \`$service\` deployed to production in 48 s.
C: Watching the graphs.
C: Flat as a lake.
+ ⛵ A D

B: \`$service\`: deployment **failed**, the old one keeps running.
A: My fault, a migration without its index. Fixing.
B: \`$service\` deployed to production in 51 s.
A: There we go.
+ 😮‍💨 C

A: Freeze for $version begins on $day at noon. What isn't in by then sails with the next one.
+ 👍 C D
C: The pairing fix is in.
D: Translations too, all [[nine|eleven]] languages.

A: Rolling $version back: $screen is empty on small phones.
C: Confirmed, it's a missing default. Fix in ten minutes.
A: No hurry, the rollback is through.
C^: Fixed, with a test that starts from an empty store.
+ 🙌 A D
`),
  harbour: split(`
A: $lunch today?
B: In! 12:15 at the door?
C: Me too, if we're back by one.
+ 🍜 A B

A: Wind from the south-west, 5 gusting 7. Who is going out after work?
B: *You* are going out after work.
C: I'd come if someone lends me oilskins.
A: Mine would fit you, @C.
+ 💨 B C

A: My dog ate the stickers of $part.
B: Which ones, the round ones?
A: The whole sheet.
+ 😂 B C D
C: So now the dog is calibrated.

A: Does anyone have a bike pump?
B: Under my desk.
A: You're a hero.

A: Look at that light over the breakwater 🌊
+ 😍 B C D
B: I'm stuck in a meeting with the blinds down 😭
C: I took a picture for you.

A: Whose cake is that in the kitchen?
B: Everyone's! It's my birthday.
+ 🎂 A C D
C: Happy birthday @B!!
D: Happy birthday! The second slice was also me.
A: Happy birthday 🎉

A: Book recommendation for a long night watch?
B: *The Long Way* by Moitessier.
C: Anything by Tove Jansson.
A: Both ordered. Thanks!
+ 📚 B C

A: I lost a blue glove between the station and here.
B: It's on the fence by pier 2, somebody put it on a post. Waving.
+ 👋 A C
A: 😂 thank you

A: Anyone up for $boat this weekend? We need one more for the [[race|crossing]].
B: What's the forecast?
A: 3 to 4, sunny, no excuses.
B: OK I'm in.
C: Wear gloves this time.
+ 😅 B

A: 今日のランチは誰かいますか？ (practising, please correct me)
B: 「誰か行きますか」 would be more natural. And yes!
+ 🍱 A C
A: ありがとう！

A: The coffee machine says *descale me*.
B: It says that since August.
C: I'll do it. Where is the powder?
B: Top shelf, behind the tea that nobody drinks.
+ ☕ A C
`),
  hiring: split(`
A: Talked to $candidate. Strong on the technical part, thoughtful about users.
B: What worried you?
A: Little experience with reviews. Can be learned.
C: I'd invite.
+ 👍 A B

A: Feedback about $candidate by $day, please, *before* reading each other's.
B: Written.
C: Mine too.
A: We agree more than usual. Invite to a day with us?
B: Yes.

A: The offer for $candidate is out.
+ 🤞 B C
B: When do we hear?
A: They asked for a week.
A: They said yes!
+ 🎉 B C

A: No to $candidate, I'm writing the letter now.
B: Please mention how good the presentation was.
A: I will.
`),
  show: split(`
A: Stand plan, version [[3|4|5]]: https://wiki.lighthouse.example/show/plan
B: Can the big display move to the aisle side?
A: If the power does, yes. Asking.
A: Confirmed, two sockets.
+ 👏 B C

A: Who travels when? I go on $day morning with the van.
B: Same, I can drive half of it.
C: Train in the evening.
+ 🚐 B

A: Leaflets: 2,000 German, 1,000 English. Enough?
B: Last year we ran out of English on day two.
A: 1,500 then.
B: 👍

A: The dummy mast is $number mm too long for the hall.
B: Saw?
A: Saw.
+ 🪚 B C

A: Speaking slot confirmed: $day, 14:00, "Wind you can trust".
+ 🎤 B C D
B: Need slides by when?
A: A week before. I'll send an outline tonight.

A: Hotel list is in the folder, please check your names.
B: My name is missing its accent, otherwise fine.
A: Fixed, sorry!
`),
  direct: split(`
A: Do you have ten minutes today?
B: At three?
A: Perfect.
+ 👍 B

A: Thank you for stepping in yesterday.
B: Any time. It was fun, actually.
+ ❤️ A

A: Did you see the numbers from $day?
B: Yes! Better than I feared.
A: Let's not say that aloud.
+ 😄 B

A: Can you look over this before I send it? https://wiki.lighthouse.example/draft/$number
B: Reading.
B: Second paragraph is too apologetic. We did nothing wrong there.
A: You're right. Rewritten.
B: Now it's good.

A: I'm ten minutes late, the bridge is up.
B: The bridge is always up.
A: 🌉

A: Could you swap on-call with me on $day?
B: If you take my Sunday.
A: Deal.

A: Here is the snippet I meant:
\`\`\`sh
parley-log --since yesterday | grep -c reconnect
\`\`\`
B: Oh nice, that's all I needed.
+ 🙏 A
`),
};
