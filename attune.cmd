@echo off
rem Runs Attune's command line from a clone, with the caller's working directory: attune --help
setlocal
rem Maven passes the arguments on as one text, in which a quotation mark is written \".
set "ARGS=%*"
if defined ARGS set "ARGS=%ARGS:"=\"%"
call "%~dp0mvnw.cmd" -f "%~dp0pom.xml" -q -B -ntp compile exec:java "-Dexec.args=%ARGS%"
exit /b %ERRORLEVEL%
