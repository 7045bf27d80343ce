(* A web server that tells how long it has been running. One request at a time is enough for that. *)

let started = Unix.gettimeofday ()

let page () =
  Printf.sprintf "%.3f seconds since the start\n" (Unix.gettimeofday () -. started)

let response () =
  let body = page () in
  Printf.sprintf
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
    (String.length body) body

let rec write_all peer text from =
  if from < String.length text then
    let written = Unix.write_substring peer text from (String.length text - from) in
    write_all peer text (from + written)

let serve peer =
  let request = Bytes.create 4096 in
  if Unix.read peer request 0 (Bytes.length request) > 0 then write_all peer (response ()) 0

let listen port =
  let socket = Unix.socket Unix.PF_INET Unix.SOCK_STREAM 0 in
  Unix.setsockopt socket Unix.SO_REUSEADDR true;
  Unix.bind socket (Unix.ADDR_INET (Unix.inet_addr_loopback, port));
  Unix.listen socket 64;
  socket

let () =
  Sys.set_signal Sys.sigpipe Sys.Signal_ignore;
  match int_of_string_opt (if Array.length Sys.argv = 2 then Sys.argv.(1) else "") with
  | None ->
      prerr_endline "usage: clock PORT";
      exit 64
  | Some port ->
      let socket = listen port in
      Printf.printf "serving on port %d\n%!" port;
      while true do
        let peer, _ = Unix.accept socket in
        (try serve peer with Unix.Unix_error (reason, _, _) -> prerr_endline (Unix.error_message reason));
        Unix.close peer
      done
