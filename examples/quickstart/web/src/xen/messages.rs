//! What goes through the rings of a network card.

#[repr(C)]
#[derive(Clone, Copy)]
pub struct SendRequest {
    pub reference: u32,
    pub offset: u16,
    pub flags: u16,
    pub id: u16,
    pub size: u16,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct SendResponse {
    pub id: u16,
    pub status: i16,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct ReceiveRequest {
    pub id: u16,
    pub padding: u16,
    pub reference: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct ReceiveResponse {
    pub id: u16,
    pub offset: u16,
    pub flags: u16,
    /// The frame's size, or negative.
    pub status: i16,
}
