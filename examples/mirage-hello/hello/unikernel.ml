open Lwt.Infix

let hello =
  let open Cmdliner in
  let info = Arg.info ~doc:"What to say, once a second." [ "hello" ] in
  Mirage_runtime.register_arg Arg.(value & opt string "Hello" info)

let rec start () =
  Logs.info (fun log -> log "%s" (hello ()));
  Mirage_sleep.ns (Duration.of_sec 1) >>= start
