import { z } from "zod";

/*
 * Numbers of sign-in and sessions: configuration data. Each has bounds, so that no setting switches a wall off.
 * Sources: GB/T 22239-2019 8.1.4.1 (complexity, rotation, failed logins, end of sessions), OWASP ASVS 5.0 chapters 6, 7.
 */

const delay = (free: number, firstSeconds: number, mostSeconds: number) =>
  z
    .strictObject({
      /** Failures that cost nothing. */
      free: z.int().min(1).max(1000),
      /** The wait after the next one; it doubles with each further. */
      firstSeconds: z.int().min(1).max(600),
      mostSeconds: z.int().min(1).max(3600),
    })
    .default({ free, firstSeconds, mostSeconds });

export const Settings = z.strictObject({
  passwordDays: z.int().min(1).max(365).default(180),
  /** Past passwords that may not come back, the present one included. */
  passwordsRemembered: z.int().min(1).max(24).default(5),
  invitationHours: z
    .int()
    .min(1)
    .max(24 * 14)
    .default(24 * 7),
  idleMinutes: z.int().min(5).max(480).default(30),
  sessionHours: z.int().min(1).max(24).default(12),
  /** A director's enrolled phone works for days without signal. */
  phoneIdleMinutes: z
    .int()
    .min(30)
    .max(43_200)
    .default(7 * 24 * 60),
  phoneSessionHours: z.int().min(1).max(2160).default(720),
  deviceCodeMinutes: z.int().min(1).max(60).default(10),
  /** A browser that signed somebody in before is known for so long. */
  knownDays: z.int().min(1).max(365).default(90),
  /** Failures are forgotten after so long without a new one. */
  forgetHours: z.int().min(1).max(168).default(24),
  /** One login from one network address. */
  pairDelay: delay(3, 1, 900),
  /** One login from everywhere: gentle, so that a stranger cannot lock its owner out. */
  loginDelay: delay(50, 1, 30),
  /** One network address, whatever the login: an office may share one. */
  addressDelay: delay(60, 1, 60),
  /** A browser from which the person signed in before has a counter of its own. */
  knownDelay: delay(10, 1, 300),
  /** Second-factor codes, and the present password at a change: only who is past the first step gets here. */
  factorDelay: delay(5, 2, 900),
  /** What one network may send to the public page in an hour: a school or a village may stand behind one address. */
  publicPerHour: z
    .strictObject({
      reports: z.int().min(3).max(1000).default(20),
      declarations: z.int().min(3).max(1000).default(20),
      lookUps: z.int().min(10).max(10_000).default(120),
      /** Sealed reports that do not open here: a phone that sends one again takes nothing from its neighbours' reports. */
      closedBoxes: z.int().min(3).max(1000).default(20),
      /** Of all networks together for one village: whose director could not call so many parents. */
      declarationsOfVillage: z.int().min(10).max(10_000).default(60),
    })
    .default({ reports: 20, declarations: 20, lookUps: 120, closedBoxes: 20, declarationsOfVillage: 60 }),
});
export type Settings = z.infer<typeof Settings>;
export type Delay = Settings["pairDelay"];

export const defaultSettings: Settings = Settings.parse({});
