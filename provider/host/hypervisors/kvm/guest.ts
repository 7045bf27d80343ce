/** The machine code of guest.S, which says what it is for and how it is assembled. A test sees to it that they agree. */
export const kvmGuest: Uint8Array = Buffer.from(
    [
        "ArCtGwAAAQD+T1HkAAAQAAAAEAAAAAAAAAAAACAAEAC8AAAgAMcFAAAgAAMQIADHBQAQIAADICAAxwUAICAAgwAAALgAACAADyLY",
        "uCAGAAAPIuC5gAAAwA8yD7roCA8wDyDAg+DzDQMAAYAPIsAPARUQARAA6nwAEAAIADHAjtiOwI7QvAAAIADySA8qxPIPWcC/APAf",
        "ALjvABAAZomHAAIAAGbHhwICAAAIAGbHhwQCAAAAjsHoEGaJhwYCAAAPARwlFgEQALAR5iCwIOYhsATmIbAB5iGw/uYhsP/mobAw",
        "5kOwqeZAsATmQPv06/xmuvQAuBUAAADv+vTr/A8fAAAAAAAAAAAAAAAAAACaIAAPAAABEAAPAgDwHwAAAAAA",
    ].join(""),
    "base64",
);

/** What QEMU exits with when the guest has come to its end. */
export const kvmGuestStatus = 43;
